/** Clients that register themselves: who may, and by what they look after what they registered. */
export class ClientSelfRegistration1764740000000 {
    async up(runner) {
        for (const statement of statements)
            await runner.query(statement);
    }
    down() {
        return Promise.reject(new Error('Migrations only grow: restore a backup instead.'));
    }
}
const statements = [
    `CREATE TABLE registration_tokens (
    id uuid NOT NULL CONSTRAINT registration_tokens_pkey PRIMARY KEY,
    hash text NOT NULL,
    name text NOT NULL,
    owner_id uuid CONSTRAINT registration_tokens_owner REFERENCES users (id) ON DELETE CASCADE,
    uses_left integer NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL)`,
    'CREATE UNIQUE INDEX registration_tokens_hash ON registration_tokens (hash)',
    'CREATE INDEX registration_tokens_expires_at ON registration_tokens (expires_at)',
    `CREATE TABLE client_registrations (
    client_id text NOT NULL CONSTRAINT client_registrations_pkey PRIMARY KEY
      CONSTRAINT client_registrations_client REFERENCES clients (client_id) ON DELETE CASCADE,
    token_hash text NOT NULL,
    rotated_at timestamptz NOT NULL)`,
];
//# sourceMappingURL=1764740000000-client-self-registration.js.map