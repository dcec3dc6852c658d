/** Tokens that only their owner can use: what sessions and codes are bound to, and what upstreams ask for. */
export class SenderConstrainedTokens1764200200000 {
    async up(runner) {
        for (const statement of statements)
            await runner.query(statement);
    }
    down() {
        return Promise.reject(new Error('Migrations only grow: restore a backup instead.'));
    }
}
const statements = [
    // On the parent: every partition gets it, without being read.
    `ALTER TABLE sessions ADD COLUMN cnf jsonb`,
    `ALTER TABLE authorization_codes ADD COLUMN dpop_jkt text`,
    `ALTER TABLE upstreams ADD COLUMN required_token_binding text NOT NULL DEFAULT 'none'
    CONSTRAINT upstreams_required_token_binding CHECK (required_token_binding IN ('none', 'any', 'dpop', 'mtls'))`,
    `ALTER TABLE upstreams ALTER COLUMN required_token_binding DROP DEFAULT`,
];
//# sourceMappingURL=1764200200000-sender-constrained-tokens.js.map