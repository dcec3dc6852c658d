/** Every agent has a purpose and an end; secrets know when they were used last. */
export class Agents1764920000000 {
    async up(runner) {
        for (const statement of statements)
            await runner.query(statement);
    }
    down() {
        return Promise.reject(new Error('Migrations only grow: restore a backup instead.'));
    }
}
const statements = [
    // Those that are there already end as the next one would that is made without an end.
    `UPDATE clients SET purpose = coalesce(purpose, client_name),
      expires_at = coalesce(expires_at, now() + interval '365 days'), updated_at = now()
    WHERE kind = 'agent' AND (purpose IS NULL OR expires_at IS NULL)`,
    `ALTER TABLE clients ADD CONSTRAINT clients_agents CHECK (kind <> 'agent' OR (purpose IS NOT NULL AND expires_at IS NOT NULL))`,
    `CREATE INDEX clients_expires_at ON clients (expires_at) WHERE expires_at IS NOT NULL`,
    `ALTER TABLE client_secrets ADD COLUMN last_used_at timestamptz`,
    `ALTER TABLE registration_tokens ADD COLUMN last_used_at timestamptz`,
    `ALTER TABLE sign_in_providers ADD COLUMN secret_set_at timestamptz`,
    `UPDATE sign_in_providers SET secret_set_at = created_at`,
    `ALTER TABLE sign_in_providers ALTER COLUMN secret_set_at SET NOT NULL`,
];
//# sourceMappingURL=1764920000000-agents.js.map