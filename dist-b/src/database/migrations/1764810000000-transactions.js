/** Sessions know what they come from, and one transaction goes along from a request to all that comes of it. */
export class Transactions1764810000000 {
    async up(runner) {
        for (const statement of statements)
            await runner.query(statement);
    }
    down() {
        return Promise.reject(new Error('Migrations only grow: restore a backup instead.'));
    }
}
const statements = [
    // Null in sessions that are older: no upgrade rewrites them, and whoever reads them makes do with their parent.
    `ALTER TABLE sessions ADD COLUMN ancestors uuid[], ADD COLUMN txn uuid`,
    // What waits lives for minutes: each row of before begins a transaction of its own.
    ...['authorization_requests', 'authorization_codes', 'device_authorizations', 'bridge_codes'].flatMap((table) => [
        `ALTER TABLE ${table} ADD COLUMN txn uuid NOT NULL DEFAULT gen_random_uuid()`,
        `ALTER TABLE ${table} ALTER COLUMN txn DROP DEFAULT`,
    ]),
];
//# sourceMappingURL=1764810000000-transactions.js.map