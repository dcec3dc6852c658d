/** Passkeys of people, the handle by which authenticators know a person, and the ceremonies that are under way. */
export class Passkeys1764770000000 {
    async up(runner) {
        for (const statement of statements)
            await runner.query(statement);
    }
    down() {
        return Promise.reject(new Error('Migrations only grow: restore a backup instead.'));
    }
}
const statements = [
    `CREATE TABLE passkey_holders (
    user_id uuid NOT NULL CONSTRAINT passkey_holders_pkey PRIMARY KEY
      CONSTRAINT passkey_holders_user REFERENCES users (id) ON DELETE CASCADE,
    handle text NOT NULL CONSTRAINT passkey_holders_handle UNIQUE)`,
    `CREATE TABLE passkeys (
    id uuid NOT NULL CONSTRAINT passkeys_pkey PRIMARY KEY,
    user_id uuid NOT NULL CONSTRAINT passkeys_user REFERENCES users (id) ON DELETE CASCADE,
    credential_id text NOT NULL CONSTRAINT passkeys_credential UNIQUE
      CONSTRAINT passkeys_credential_length CHECK (length(credential_id) <= 1364),
    public_key text NOT NULL,
    counter bigint NOT NULL,
    backup_eligible boolean NOT NULL,
    backed_up boolean NOT NULL,
    transports text[] NOT NULL,
    aaguid uuid NOT NULL,
    name text NOT NULL,
    created_at timestamptz NOT NULL,
    last_used_at timestamptz,
    suspect_at timestamptz,
    CONSTRAINT passkeys_backup CHECK (backup_eligible OR NOT backed_up))`,
    `CREATE INDEX passkeys_user_id ON passkeys (user_id)`,
    `CREATE TABLE passkey_ceremonies (
    hash text NOT NULL CONSTRAINT passkey_ceremonies_pkey PRIMARY KEY,
    kind text NOT NULL CONSTRAINT passkey_ceremonies_kind CHECK (kind IN ('sign-in', 'register', 'set-up')),
    browser_hash text NOT NULL,
    bound_to text NOT NULL,
    expires_at timestamptz NOT NULL)`,
    `CREATE INDEX passkey_ceremonies_expires_at ON passkey_ceremonies (expires_at)`,
];
//# sourceMappingURL=1764770000000-passkeys.js.map