/** Tokens for upstreams that a foreign authorization server gave, sealed, so that replicas ask for them once. */
export class UpstreamTokens1764600000000 {
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
    DROP CONSTRAINT upstreams_sealed_credential,
    ADD CONSTRAINT upstreams_sealed_credential
      CHECK ((sealed_credential IS NOT NULL) = (credential ->> 'mode' IN ('static', 'token_exchange')))`,
    `CREATE TABLE upstream_tokens (
    upstream_id uuid NOT NULL,
    holder text NOT NULL,
    sid uuid,
    answer_id uuid,
    sealed bytea,
    turn uuid,
    turn_until timestamptz,
    expires_at timestamptz NOT NULL,
    CONSTRAINT upstream_tokens_pkey PRIMARY KEY (upstream_id, holder),
    CONSTRAINT upstream_tokens_answer CHECK ((answer_id IS NULL) = (sealed IS NULL)),
    CONSTRAINT upstream_tokens_turn CHECK ((turn IS NULL) = (turn_until IS NULL)))`,
    `CREATE INDEX upstream_tokens_expires_at ON upstream_tokens (expires_at)`,
];
//# sourceMappingURL=1764600000000-upstream-tokens.js.map