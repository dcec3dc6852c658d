import { row } from './definition.js';
import { integer, keyDays, semanticVersion, trueOrFalse } from './readers.js';
/** How devices act for people; a part of the table of settings. */
export const bridge = {
    BRIDGE_TOKEN_SECONDS: row('Life of a device’s tokens.', '3600', integer(60, 86_400)),
    BRIDGE_CODE_SECONDS: row('Life of the code that a device exchanges, at most 600.', '120', integer(30, 600)),
    BRIDGE_DEVICE_GRANT: row('`false`: no program is let in by a code that it shows and a person types (RFC 8628).', 'true', trueOrFalse),
    BRIDGE_DEVICE_DAYS: row('Days after which a device with a key of its own needs a new code: at most `RETENTION_DAYS`. Empty: 90, or `RETENTION_DAYS` when that is less.', '', (text, others) => keyDays(text, others['RETENTION_DAYS'])),
    BRIDGE_DEVICES: row('Devices of one person at a time.', '10', integer(1, 1000)),
    BRIDGE_APPROVAL: row('`true`: a device acts only once an administrator has let it in; it then needs a key of its own.', 'false', trueOrFalse),
    BRIDGE_MINIMUM_VERSION: row('Oldest version of a host that is welcome, as hosts are told; such as `1.2.0` (SemVer 2.0.0).', '0.0.0', semanticVersion),
    BRIDGE_SECRET_OVERLAP_SECONDS: row('Time for which the secret of a person’s hooks stays good after their device asked for another; at most two are.', '3600', integer(0, 604_800)),
};
//# sourceMappingURL=bridge.js.map