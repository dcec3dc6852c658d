/** Clients that are told when people sign out, what is still to be told, and clients that know people by names of their own. */
export class SignOutsTold1764760000000 {
    async up(runner) {
        for (const statement of statements)
            await runner.query(statement);
    }
    down() {
        return Promise.reject(new Error('Migrations only grow: restore a backup instead.'));
    }
}
const statements = [
    `ALTER TABLE clients ADD COLUMN backchannel_logout_uri text`,
    `ALTER TABLE clients ADD COLUMN backchannel_logout_session_required boolean NOT NULL DEFAULT false`,
    `ALTER TABLE clients ADD COLUMN sector_identifier_uri text`,
    `ALTER TABLE clients ADD COLUMN sector text`,
    // On the parent: every partition gets it, without being read.
    `ALTER TABLE sessions ADD COLUMN sign_in_id uuid`,
    `CREATE INDEX sessions_sign_in ON sessions (sign_in_id) WHERE sign_in_id IS NOT NULL`,
    `CREATE TABLE logout_deliveries (
    id uuid NOT NULL CONSTRAINT logout_deliveries_pkey PRIMARY KEY,
    client_id text NOT NULL,
    user_id uuid NOT NULL,
    sign_in_id uuid NOT NULL,
    attempts integer NOT NULL,
    created_at timestamptz NOT NULL,
    next_at timestamptz NOT NULL)`,
    `CREATE INDEX logout_deliveries_next_at ON logout_deliveries (next_at)`,
];
//# sourceMappingURL=1764760000000-sign-outs-told.js.map