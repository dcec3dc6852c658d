/** Keys for scripts that cannot do OAuth. */
export class AccessKeys1764200300000 {
    async up(runner) {
        for (const statement of statements)
            await runner.query(statement);
    }
    down() {
        return Promise.reject(new Error('Migrations only grow: restore a backup instead.'));
    }
}
const statements = [
    `CREATE TABLE access_keys (
    id uuid NOT NULL CONSTRAINT access_keys_pkey PRIMARY KEY,
    user_id uuid NOT NULL CONSTRAINT access_keys_user REFERENCES users (id) ON DELETE CASCADE,
    session_id uuid NOT NULL,
    hash text NOT NULL,
    name text NOT NULL,
    scope text[] NOT NULL,
    resources text[],
    addresses text[] NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    last_used_at timestamptz)`,
    `CREATE INDEX access_keys_user_id ON access_keys (user_id)`,
    `CREATE INDEX access_keys_expires_at ON access_keys (expires_at)`,
];
//# sourceMappingURL=1764200300000-access-keys.js.map