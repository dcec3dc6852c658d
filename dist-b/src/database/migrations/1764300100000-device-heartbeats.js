/** What the hosts of devices tell of themselves. */
export class DeviceHeartbeats1764300100000 {
    async up(runner) {
        for (const statement of statements)
            await runner.query(statement);
    }
    down() {
        return Promise.reject(new Error('Migrations only grow: restore a backup instead.'));
    }
}
const statements = [
    // Each row is written twice a minute: with room left in its page, an update does not touch the indexes.
    `CREATE TABLE device_heartbeats (
    session_id uuid NOT NULL CONSTRAINT device_heartbeats_pkey PRIMARY KEY,
    device_id uuid NOT NULL CONSTRAINT device_heartbeats_device REFERENCES devices (id) ON DELETE CASCADE,
    started_at timestamptz NOT NULL,
    last_heartbeat_at timestamptz NOT NULL,
    last_activity_at timestamptz,
    bridge_version text NOT NULL,
    os text NOT NULL,
    hostname text NOT NULL,
    forwarded_total bigint NOT NULL,
    tokens_in_total bigint NOT NULL,
    tokens_out_total bigint NOT NULL,
    address text NOT NULL,
    expires_at timestamptz NOT NULL) WITH (fillfactor = 70)`,
    `CREATE INDEX device_heartbeats_device_id ON device_heartbeats (device_id)`,
    `CREATE INDEX device_heartbeats_expires_at ON device_heartbeats (expires_at)`,
];
//# sourceMappingURL=1764300100000-device-heartbeats.js.map