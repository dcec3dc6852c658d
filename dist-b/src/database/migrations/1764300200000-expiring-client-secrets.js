/** Secrets of clients that end by themselves, once another has taken their place. */
export class ExpiringClientSecrets1764300200000 {
    async up(runner) {
        for (const statement of statements)
            await runner.query(statement);
    }
    down() {
        return Promise.reject(new Error('Migrations only grow: restore a backup instead.'));
    }
}
const statements = [
    `ALTER TABLE client_secrets ADD COLUMN expires_at timestamptz`,
    `CREATE INDEX client_secrets_expires_at ON client_secrets (expires_at) WHERE expires_at IS NOT NULL`,
];
//# sourceMappingURL=1764300200000-expiring-client-secrets.js.map