import { describable } from './oauth-error.js';
import { DPOP_ALGORITHMS } from './token-binding.js';
/** A refusal of the gate that tells how to be admitted: `WWW-Authenticate` (RFC 6750 §3, RFC 9449 §7.1, RFC 9728 §5.1). */
export class Challenge extends Error {
    status;
    parameters;
    scheme;
    constructor(status, parameters, options = {}) {
        super(parameters.error ?? 'no credentials', options);
        this.status = status;
        this.parameters = parameters;
        this.scheme = options.scheme ?? 'Bearer';
    }
    header() {
        return challengeHeader(this.scheme, this.parameters);
    }
    /** `{}` without credentials, else what is wrong and where. */
    body() {
        const { error, error_description, realm } = this.parameters;
        if (error === undefined)
            return {};
        return { error, error_description: describable(error_description ?? error), server: realm };
    }
}
/** `WWW-Authenticate` value; every parameter is a quoted-string (RFC 9110 §11.2). */
export function challengeHeader(scheme, parameters) {
    const said = scheme === 'DPoP' ? { ...parameters, algs: DPOP_ALGORITHMS.join(' ') } : parameters;
    const written = Object.entries(said)
        .filter((entry) => entry[1] !== undefined)
        .map(([name, value]) => `${name}="${describable(value)}"`);
    return `${scheme} ${written.join(', ')}`;
}
//# sourceMappingURL=challenge.js.map