/** OAuth clients wait for a person as programs of a bridge do; what they are given is a code that is theirs already. */
export class DeviceGrantOfClients1764750000000 {
    async up(runner) {
        for (const statement of statements)
            await runner.query(statement);
    }
    down() {
        return Promise.reject(new Error('Migrations only grow: restore a backup instead.'));
    }
}
const statements = [
    `ALTER TABLE device_authorizations
    ADD COLUMN client_id text CONSTRAINT device_authorizations_client REFERENCES clients (client_id) ON DELETE CASCADE,
    ADD COLUMN asked jsonb,
    ADD COLUMN claimed_by uuid`,
    `CREATE INDEX device_authorizations_client_id ON device_authorizations (client_id)`,
    `ALTER TABLE authorization_codes
    ALTER COLUMN redirect_uri DROP NOT NULL,
    ALTER COLUMN code_challenge DROP NOT NULL`,
];
//# sourceMappingURL=1764750000000-device-grant-of-clients.js.map