import { pino } from 'pino';
import { Log } from '../kernel/log.js';
import { withoutSecretParameters } from '../kernel/uri-redaction.js';
import { currentContext } from './request-context.js';
/** Names under which a secret could reach a log line by mistake. */
const secretNames = [
    'access_token',
    'refresh_token',
    'id_token',
    'token',
    'client_secret',
    'client_assertion',
    'secret',
    'password',
    'authorization',
    'cookie',
];
/** Log lines as JSON on standard output; also what Nest itself writes to. */
export class PinoLog extends Log {
    logger;
    /** @param base is in every line */
    constructor(level, destination = pino.destination({ sync: true }), base) {
        super();
        const paths = secretNames.flatMap((name) => [name, `*.${name}`]);
        this.logger = pino({
            level,
            base,
            timestamp: pino.stdTimeFunctions.isoTime,
            formatters: { level: (label) => ({ level: label }), log: withoutSecretUris },
            redact: { paths, censor: '[redacted]' },
            // An error of the database carries its statement's parameters, and of a row its values: neither is for a log.
            serializers: { err: (error) => describedError(error) },
            mixin: () => ({ request_id: currentContext()?.requestId }),
            messageKey: 'event',
        }, destination);
    }
    info(event, fields = {}) {
        this.logger.info(fields, event);
    }
    warn(event, fields = {}) {
        this.logger.warn(typeof fields === 'object' ? fields : { context: fields }, String(event));
    }
    error(event, fields = {}) {
        this.logger.error(typeof fields === 'object' ? fields : { trace: fields }, String(event));
    }
    /** Nest's own notices: of interest to whoever debugs the start alone. */
    log(message, context) {
        this.logger.debug({ context }, String(message));
    }
}
/** What of an error helps to find it; causes are followed. */
function describedError(error, depth = 0) {
    if (!(error instanceof Error))
        return String(error);
    const { code } = error;
    return {
        type: error.name,
        message: withoutSecretParameters(error.message),
        ...(code === undefined ? {} : { code }),
        stack: withoutSecretParameters(error.stack ?? ''),
        ...(error.cause === undefined || depth > 4 ? {} : { cause: describedError(error.cause, depth + 1) }),
    };
}
/** Texts among the fields may quote a URI that somebody was sent to. */
function withoutSecretUris(fields) {
    return Object.fromEntries(Object.entries(fields).map(([name, value]) => [
        name,
        typeof value === 'string' ? withoutSecretParameters(value) : value,
    ]));
}
//# sourceMappingURL=pino-log.js.map