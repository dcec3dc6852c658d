/** What programs without a browser ask for: a code that becomes one of a person's once they have entered another. */
export class DeviceAuthorizations1764400000000 {
    async up(runner) {
        for (const statement of statements)
            await runner.query(statement);
    }
    down() {
        return Promise.reject(new Error('Migrations only grow: restore a backup instead.'));
    }
}
const statements = [
    `CREATE TABLE device_authorizations (
    hash text NOT NULL CONSTRAINT device_authorizations_pkey PRIMARY KEY,
    user_code_hash text NOT NULL,
    device_name text,
    address text NOT NULL,
    status text NOT NULL CONSTRAINT device_authorizations_status CHECK (status IN ('waiting', 'allowed', 'denied')),
    interval_seconds integer NOT NULL,
    polled_at timestamptz,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL)`,
    `CREATE UNIQUE INDEX device_authorizations_user_code ON device_authorizations (user_code_hash)`,
    `CREATE INDEX device_authorizations_expires_at ON device_authorizations (expires_at)`,
];
//# sourceMappingURL=1764400000000-device-authorizations.js.map