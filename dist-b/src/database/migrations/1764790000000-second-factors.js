/** A second factor besides the password, its recovery codes, and sign-ins that wait for it. */
export class SecondFactors1764790000000 {
    async up(runner) {
        for (const statement of statements)
            await runner.query(statement);
    }
    down() {
        return Promise.reject(new Error('Migrations only grow: restore a backup instead.'));
    }
}
const statements = [
    `CREATE TABLE second_factors (
    user_id uuid NOT NULL CONSTRAINT second_factors_pkey PRIMARY KEY
      CONSTRAINT second_factors_user REFERENCES users (id) ON DELETE CASCADE,
    sealed_secret bytea NOT NULL,
    last_used_step integer NOT NULL,
    created_at timestamptz NOT NULL)`,
    `CREATE TABLE recovery_codes (
    hash text NOT NULL CONSTRAINT recovery_codes_pkey PRIMARY KEY,
    user_id uuid NOT NULL
      CONSTRAINT recovery_codes_second_factor REFERENCES second_factors (user_id) ON DELETE CASCADE)`,
    `CREATE INDEX recovery_codes_user_id ON recovery_codes (user_id)`,
    `CREATE TABLE pending_sign_ins (
    hash text NOT NULL CONSTRAINT pending_sign_ins_pkey PRIMARY KEY,
    browser_hash text NOT NULL,
    user_id uuid NOT NULL
      CONSTRAINT pending_sign_ins_second_factor REFERENCES second_factors (user_id) ON DELETE CASCADE,
    proof text NOT NULL,
    attempts integer NOT NULL,
    expires_at timestamptz NOT NULL)`,
    `CREATE INDEX pending_sign_ins_user_id ON pending_sign_ins (user_id)`,
    `CREATE INDEX pending_sign_ins_expires_at ON pending_sign_ins (expires_at)`,
];
//# sourceMappingURL=1764790000000-second-factors.js.map