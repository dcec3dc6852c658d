/** Authorization servers of others, for which ID-JAGs are issued. */
export class ResourceAuthorizationServers1764200400000 {
    async up(runner) {
        for (const statement of statements)
            await runner.query(statement);
    }
    down() {
        return Promise.reject(new Error('Migrations only grow: restore a backup instead.'));
    }
}
const statements = [
    `CREATE TABLE authorization_servers (
    id uuid NOT NULL CONSTRAINT authorization_servers_pkey PRIMARY KEY,
    issuer text NOT NULL CONSTRAINT authorization_servers_issuer UNIQUE,
    name text NOT NULL,
    resources text[] NOT NULL,
    scope text[] NOT NULL,
    clients jsonb NOT NULL,
    status text NOT NULL CONSTRAINT authorization_servers_status CHECK (status IN ('active', 'inactive')),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL)`,
];
//# sourceMappingURL=1764200400000-resource-authorization-servers.js.map