/** Owners may let a client administer by a code that people type; a code knows when it was entered. */
export class DeviceAdministration1764932000000 {
    async up(runner) {
        for (const statement of statements)
            await runner.query(statement);
    }
    down() {
        return Promise.reject(new Error('Migrations only grow: restore a backup instead.'));
    }
}
const statements = [
    `ALTER TABLE clients ADD COLUMN device_authorization_administration boolean NOT NULL DEFAULT false`,
    `ALTER TABLE device_authorizations ADD COLUMN claimed_at timestamptz`,
    // Nobody knows when those were entered: they are answered as if it had been at the last moment.
    `UPDATE device_authorizations SET claimed_at = expires_at WHERE claimed_by IS NOT NULL`,
];
//# sourceMappingURL=1764932000000-device-administration.js.map