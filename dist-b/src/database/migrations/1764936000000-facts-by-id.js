/** Facts are found by their ids, which tell their time, and of which the partitions are made: each fact paid for an index more. */
export class FactsById1764936000000 {
    async up(runner) {
        await runner.query('DROP INDEX session_facts_at');
    }
    down() {
        return Promise.reject(new Error('Migrations only grow: restore a backup instead.'));
    }
}
//# sourceMappingURL=1764936000000-facts-by-id.js.map