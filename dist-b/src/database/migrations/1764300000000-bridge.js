/** Devices that act for people, and the codes by which they begin. */
export class Bridge1764300000000 {
    async up(runner) {
        for (const statement of statements)
            await runner.query(statement);
    }
    down() {
        return Promise.reject(new Error('Migrations only grow: restore a backup instead.'));
    }
}
const statements = [
    `CREATE TABLE devices (
    id uuid NOT NULL CONSTRAINT devices_pkey PRIMARY KEY,
    user_id uuid NOT NULL CONSTRAINT devices_user REFERENCES users (id) ON DELETE CASCADE,
    session_id uuid NOT NULL,
    name text,
    jkt text,
    certificate text,
    approved_at timestamptz,
    origin text NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL)`,
    `CREATE INDEX devices_user_id ON devices (user_id)`,
    `CREATE INDEX devices_expires_at ON devices (expires_at)`,
    `CREATE INDEX devices_jkt ON devices (jkt) WHERE jkt IS NOT NULL`,
    `CREATE INDEX devices_certificate ON devices (certificate) WHERE certificate IS NOT NULL`,
    `CREATE TABLE bridge_codes (
    hash text NOT NULL CONSTRAINT bridge_codes_pkey PRIMARY KEY,
    user_id uuid NOT NULL CONSTRAINT bridge_codes_user REFERENCES users (id) ON DELETE CASCADE,
    device_name text,
    challenge text,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz)`,
    `CREATE INDEX bridge_codes_user_id ON bridge_codes (user_id)`,
    `CREATE INDEX bridge_codes_expires_at ON bridge_codes (expires_at)`,
];
//# sourceMappingURL=1764300000000-bridge.js.map