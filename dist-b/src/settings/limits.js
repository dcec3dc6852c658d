import { row } from './definition.js';
import { optional, rate, redisUrl } from './readers.js';
/** Where it is counted how much was admitted; a part of the table of settings. */
export const counting = {
    REDIS_URL: row('Redis 6 or Valkey, where replicas count their limits together: `redis://` or `rediss://USER:PASSWORD@HOST:PORT/DB`. Empty: each process counts for itself.', '', optional(redisUrl), true),
};
/** How much is admitted in what time; a part of the table of settings. */
export const limits = {
    LIMIT_TOKEN: row('Token requests of one address, as `COUNT/SECONDS`.', '6000/60', rate),
    LIMIT_TOKEN_CLIENT: row('Token requests of one authenticated client.', '6000/60', rate),
    LIMIT_AUTHORIZE: row('Authorization requests of one address, pushed or not.', '600/60', rate),
    LIMIT_REGISTRATION: row('Requests of one address about registrations of clients.', '60/60', rate),
    LIMIT_BRIDGE: row('Requests of devices of one address to Gatehouse itself.', '6000/60', rate),
    LIMIT_BRIDGE_CLIENT: row('Requests of one device to Gatehouse itself, and of one agent’s hooks.', '6000/60', rate),
    LIMIT_BRIDGE_SECRETS: row('Secrets for hooks that the devices of one person ask for.', '60/60', rate),
    LIMIT_SIGN_IN: row('Sign-in requests of one address.', '60/60', rate),
    LIMIT_ADMIN: row('Admin requests of one address.', '2400/60', rate),
    LIMIT_ADMIN_CLIENT: row('Admin requests of one authenticated client.', '2400/60', rate),
    LIMIT_GATE: row('Gate requests of one address.', '12000/60', rate),
    LIMIT_GATE_CLIENT: row('Gate requests of one authenticated client.', '6000/60', rate),
    LIMIT_PUBLIC: row('Requests of one address for public documents.', '6000/60', rate),
};
//# sourceMappingURL=limits.js.map