/** Sessions say whether a token was exchanged for them. */
export class ExchangedSessions1764200500000 {
    async up(runner) {
        // On the parent: every partition gets it, without being read.
        await runner.query('ALTER TABLE sessions ADD COLUMN exchanged boolean NOT NULL DEFAULT false');
    }
    down() {
        return Promise.reject(new Error('Migrations only grow: restore a backup instead.'));
    }
}
//# sourceMappingURL=1764200500000-exchanged-sessions.js.map