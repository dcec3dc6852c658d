/** Who registered a client: those that no administrator did may be without an owner. */
export class ClientRegistrations1764700000000 {
    async up(runner) {
        await runner.query(`ALTER TABLE clients ADD COLUMN registration text NOT NULL DEFAULT 'administrator'
      CONSTRAINT clients_registration CHECK (registration IN ('administrator', 'dynamic', 'metadata_document'))`);
    }
    down() {
        return Promise.reject(new Error('Migrations only grow: restore a backup instead.'));
    }
}
//# sourceMappingURL=1764700000000-client-registrations.js.map