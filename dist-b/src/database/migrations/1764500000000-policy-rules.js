/** Who may reach what: rules, the groups of people that they may name, and how often they were changed. */
export class PolicyRules1764500000000 {
    async up(runner) {
        for (const statement of statements)
            await runner.query(statement);
    }
    down() {
        return Promise.reject(new Error('Migrations only grow: restore a backup instead.'));
    }
}
const statements = [
    `ALTER TABLE users ADD COLUMN groups text[] NOT NULL DEFAULT '{}'`,
    `ALTER TABLE users ALTER COLUMN groups DROP DEFAULT`,
    `ALTER TABLE upstreams ADD COLUMN policy_version bigint NOT NULL DEFAULT 0`,
    `CREATE TABLE policy_rules (
    id uuid NOT NULL CONSTRAINT policy_rules_pkey PRIMARY KEY,
    upstream_id uuid NOT NULL CONSTRAINT policy_rules_upstream REFERENCES upstreams (id) ON DELETE CASCADE,
    effect text NOT NULL CONSTRAINT policy_rules_effect CHECK (effect IN ('allow', 'deny')),
    principal_type text NOT NULL,
    principal_id text,
    subject_kind text,
    subject text,
    arguments json,
    conditions json NOT NULL,
    mode text NOT NULL CONSTRAINT policy_rules_mode CHECK (mode IN ('enforce', 'shadow')),
    justification text NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT policy_rules_principal CHECK ((principal_type = 'any') = (principal_id IS NULL)),
    CONSTRAINT policy_rules_subject CHECK ((subject_kind IS NULL) = (subject IS NULL)))`,
    `CREATE INDEX policy_rules_upstream_id ON policy_rules (upstream_id)`,
    `CREATE TABLE policy_state (
    id smallint NOT NULL CONSTRAINT policy_state_pkey PRIMARY KEY CONSTRAINT policy_state_one CHECK (id = 1),
    version bigint NOT NULL)`,
    `INSERT INTO policy_state (id, version) VALUES (1, 0)`,
];
//# sourceMappingURL=1764500000000-policy-rules.js.map