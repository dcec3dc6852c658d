/** What lists of servers taught, for every replica that a later call comes to. */
export class ShownLists1764935000000 {
    async up(runner) {
        for (const statement of statements)
            await runner.query(statement);
    }
    down() {
        return Promise.reject(new Error('Migrations only grow: restore a backup instead.'));
    }
}
const statements = [
    `CREATE TABLE shown_lists (
    upstream_id uuid NOT NULL,
    holder text NOT NULL,
    sid uuid,
    lists_changed bigint NOT NULL DEFAULT 0,
    tools_changed bigint NOT NULL DEFAULT 0,
    tools json,
    expires_at timestamptz NOT NULL,
    CONSTRAINT shown_lists_pkey PRIMARY KEY (upstream_id, holder))`,
    `CREATE INDEX shown_lists_tools ON shown_lists (upstream_id) WHERE tools IS NOT NULL`,
    `CREATE INDEX shown_lists_expires_at ON shown_lists (expires_at)`,
];
//# sourceMappingURL=1764935000000-shown-lists.js.map