/** Tool calls about which hooks asked, and which they reported. */
export class HookCalls1764300300000 {
    async up(runner) {
        for (const statement of statements)
            await runner.query(statement);
    }
    down() {
        return Promise.reject(new Error('Migrations only grow: restore a backup instead.'));
    }
}
const statements = [
    `CREATE TABLE hook_calls (
    key text NOT NULL CONSTRAINT hook_calls_pkey PRIMARY KEY,
    question text,
    decision text CONSTRAINT hook_calls_decision CHECK (decision IN ('allow', 'deny')),
    reason text,
    policy_version text,
    evidence_id uuid,
    sid uuid,
    allowed_until timestamptz,
    tracked_id uuid,
    expires_at timestamptz NOT NULL)`,
    `CREATE INDEX hook_calls_expires_at ON hook_calls (expires_at)`,
];
//# sourceMappingURL=1764300300000-hook-calls.js.map