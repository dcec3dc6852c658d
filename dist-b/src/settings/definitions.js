import { resolve } from 'node:path';
import { REQUIRED_BINDINGS } from '../kernel/token-binding.js';
import { agents } from './agents.js';
import { analytics } from './analytics.js';
import { bridge } from './bridge.js';
import { certificates } from './certificate-file.js';
import { clientCertificates } from './client-certificates.js';
import { row } from './definition.js';
import { counting, limits } from './limits.js';
import { registration } from './registration.js';
import { bootstrapSecret, cidrList, clientId, color, email, integer, list, oneOf, optional, picture, publicUrl, secret, shownText, trueOrFalse, aliases, within, keyDays, trustDomain, } from './readers.js';
const postgresUrl = optional((text) => {
    if (!/^postgres(ql)?:\/\//.test(text))
        throw new Error('must begin with postgres://');
    return text;
});
/** The table of settings: the table of docs/reference.md and `.env.example` are checked against it. */
export const definitions = {
    HOST: row('Address to listen on.', '127.0.0.1', (text) => text),
    PORT: row('Port to listen on.', '8080', integer(0, 65535)),
    PUBLIC_URL: row('The issuer: the URL by which clients reach Gatehouse; https unless it is a loopback address. Empty: `http://localhost:PORT`.', '', (text, others) => publicUrl(text === '' ? `http://localhost:${others['PORT'] ?? 8080}` : text)),
    CHECKPOINT_SECONDS: row('Seconds between signed checkpoints of evidence: for so long a change in the database could go unnoticed.', '10', integer(1, 3600)),
    ROLLUP_SECONDS: row('Seconds between countings of what happened, for reports: what came in since is counted by each report itself.', '60', integer(1, 86_400)),
    MUST_RECORD: row('What is in evidence before it is answered: `all`; or `all-but-calls`, where receipts of calls that the gate allows follow, and are lost with the process.', 'all', oneOf('all', 'all-but-calls')),
    EVIDENCE_DAYS: row('Days for which evidence is kept, then dropped by the day; at least 7. Empty: for ever.', '', optional(integer(7, 36_500))),
    PUBLIC_URL_ALIASES: row('Further URLs by which it may be dialled, comma-separated. With a loopback `PUBLIC_URL`, `localhost` and `127.0.0.1` are added.', '', (text, others) => aliases(list(publicUrl)(text), others['PUBLIC_URL'])),
    TRUST_DOMAIN: row('Audience of transaction tokens: the name of what lies behind this Gatehouse. Empty: the host of `PUBLIC_URL`.', '', (text, others) => trustDomain(text, others['PUBLIC_URL'])),
    DATABASE_URL: row('PostgreSQL 15 or newer, as the service role. Empty: the embedded PostgreSQL, in `DATA_DIR`.', '', postgresUrl, true),
    MIGRATION_DATABASE_URL: row('The same database as the role that owns the tables; migrations run as it. Empty: `DATABASE_URL`.', '', postgresUrl, true),
    DATABASE_POOL: row('Most connections that one process opens, but for one more that hears of changes.', '10', integer(2, 200)),
    DATA_DIR: row('Folder of the embedded database and of generated secrets.', './data', (text) => resolve(text)),
    KEY_ENCRYPTION_KEY: row('Seals private keys and upstream credentials; at least 32 characters. Empty: generated into `DATA_DIR/secrets`.', '', optional(secret), true),
    TOKEN_PEPPER: row('Key under which secrets are hashed at rest; at least 32 characters. Empty: generated into `DATA_DIR/secrets`.', '', optional(secret), true),
    BOOTSTRAP_ADMIN_EMAIL: row('E-mail address of the first administrator.', 'admin@localhost', email),
    BOOTSTRAP_CLIENT_ID: row('Id of the first administrator’s client.', 'admin-cli', clientId),
    BOOTSTRAP_CLIENT_SECRET: row('Secret of that client, used once, when it is created; at least 16 characters unless `PUBLIC_URL` is a loopback address. Empty: generated and shown once.', '', (text, others) => bootstrapSecret(text, others['PUBLIC_URL']), true),
    ACCESS_TOKEN_SECONDS: row('Lifetime of an access token.', '300', integer(30, 3600)),
    WEB_SESSION_SECONDS: row('Time after which a person who signed in at a browser must sign in again.', '43200', integer(300, 604_800)),
    REFRESH_TOKEN_SECONDS: row('Time for which a refresh token that is not used stays good.', '604800', integer(60, 31_536_000)),
    REFRESH_RETRY_SECONDS: row('Time in which a spent refresh token still gets the same successor: its answer may have been lost.', '10', integer(0, 60)),
    ...registration,
    ...agents,
    REQUIRE_PUSHED_AUTHORIZATION_REQUESTS: row('Whether every client must push its authorization requests (RFC 9126): `true` or `false`.', 'false', trueOrFalse),
    DPOP_PROOF_SECONDS: row('Seconds by which the time of a DPoP proof may differ from ours, to either side: 300 for MCP; FAPI 2.0 wants 60.', '300', integer(10, 600)),
    REQUIRE_DPOP_NONCE: row('Whether DPoP proofs must carry a nonce that Gatehouse gave out (RFC 9449 §8): `true` or `false`.', 'false', trueOrFalse),
    POLICY_MODE: row('What policy does at the gate: `enforce`; `shadow`, which records what would be denied and lets it pass; or `off`.', 'enforce', oneOf('enforce', 'shadow', 'off')),
    REQUIRED_TOKEN_BINDING: row('How every access token must be bound to its holder: `none`, `dpop`, `mtls` or `any` of the two. Others are neither issued nor accepted.', 'none', oneOf(...REQUIRED_BINDINGS)),
    SIGNING_ALG: row('Algorithm of access tokens: ES256, EdDSA or RS256.', 'ES256', oneOf('ES256', 'EdDSA', 'RS256')),
    KEY_ROTATION_DAYS: row('Days after which signing keys are rotated.', '30', integer(1, 365)),
    CLIENT_SECRET_COST: row('Cost of bcrypt for stored client secrets.', '10', integer(4, 15)),
    TRUSTED_PROXIES: row('Addresses and CIDRs whose `X-Forwarded-*` is believed, comma-separated.', '', cidrList),
    ...clientCertificates,
    UPSTREAM_NETWORKS: row('CIDRs in which upstreams may lie, comma-separated. Empty: loopback, private and public; link-local and cloud metadata never.', '', cidrList),
    OUTBOUND_NETWORKS: row('CIDRs beyond the public internet from which documents that others name (key sets, metadata) may be fetched, comma-separated. Link-local and cloud metadata never.', '', cidrList),
    OUTBOUND_CA_FILE: row('PEM file of certificate authorities that those documents’ hosts may have, beyond the ones Node knows.', '', optional(certificates)),
    ...counting,
    ...limits,
    ...analytics,
    BRAND_NAME: row('Name that people see on every page, of 1 to 60 characters.', 'Gatehouse', shownText(60)),
    BRAND_COLOR: row('Colour of buttons and links on those pages, as `#rrggbb`.', '#1f6f63', color),
    BRAND_LOGO_FILE: row('SVG or PNG file of at most 256 KiB, shown on those pages in place of the name. Empty: the name.', '', optional(picture)),
    RETENTION_DAYS: row('Days for which closed sessions and analytics facts are kept.', '90', integer(7, 3650)),
    REFRESH_SESSION_SECONDS: row('Time after which a session with refresh tokens ends, however it is used; at most `RETENTION_DAYS`.', '2592000', (text, others) => within(integer(300, 31_536_000)(text), others['RETENTION_DAYS'])),
    METRICS_TOKEN: row('Bearer token that reads `/metrics`; at least 32 characters. Empty: there is no such page.', '', optional(secret), true),
    ACCESS_KEY_DAYS: row('Days after which an access key ends at the latest: at most 365, and at most `RETENTION_DAYS`. Empty: 90, or `RETENTION_DAYS` when that is less.', '', (text, others) => keyDays(text, others['RETENTION_DAYS'])),
    ...bridge,
    DRAIN_SECONDS: row('Longest wait for running requests at shutdown.', '10', integer(0, 600)),
    LOG_LEVEL: row('Least level of log lines: fatal, error, warn, info, debug, trace or silent.', 'info', oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent')),
};
//# sourceMappingURL=definitions.js.map