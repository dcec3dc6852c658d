/** What replicas are told: a row for each change that they must hear of, written by the transaction that makes it. */
export class Outbox1764500200000 {
    async up(runner) {
        for (const statement of statements)
            await runner.query(statement);
    }
    down() {
        return Promise.reject(new Error('Migrations only grow: restore a backup instead.'));
    }
}
const statements = [
    `CREATE TABLE outbox (
    id uuid NOT NULL CONSTRAINT outbox_pkey PRIMARY KEY,
    xid bigint NOT NULL,
    topic text NOT NULL,
    ids text[],
    at timestamptz NOT NULL)`,
    `CREATE INDEX outbox_xid ON outbox (xid)`,
    `CREATE INDEX outbox_at ON outbox (at)`,
];
//# sourceMappingURL=1764500200000-outbox.js.map