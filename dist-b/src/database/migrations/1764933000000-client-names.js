/** Clients are found by how their names and ids begin. */
export class ClientNames1764933000000 {
    async up(runner) {
        await runner.query('CREATE INDEX clients_name_prefix ON clients ((lower(client_name) COLLATE "C"))');
        await runner.query('CREATE INDEX clients_client_id_prefix ON clients (client_id COLLATE "C")');
    }
    down() {
        return Promise.reject(new Error('Migrations only grow: restore a backup instead.'));
    }
}
//# sourceMappingURL=1764933000000-client-names.js.map