/** Credentials of upstreams that administrators write down, sealed; and how an upstream speaks. */
export class UpstreamCredentials1764500300000 {
    async up(runner) {
        for (const statement of statements)
            await runner.query(statement);
    }
    down() {
        return Promise.reject(new Error('Migrations only grow: restore a backup instead.'));
    }
}
const statements = [
    `ALTER TABLE upstreams
    ADD COLUMN sealed_credential bytea,
    ADD COLUMN transport text NOT NULL DEFAULT 'streamable_http',
    ADD CONSTRAINT upstreams_transport
      CHECK (transport = 'streamable_http' OR (transport = 'sse' AND kind = 'mcp')),
    ADD CONSTRAINT upstreams_sealed_credential
      CHECK ((sealed_credential IS NOT NULL) = (credential ->> 'mode' = 'static'))`,
];
//# sourceMappingURL=1764500300000-upstream-credentials.js.map