/**
 * Administration is divided among roles. Whoever administers now could do everything until today, and so becomes an owner;
 * their own clients and the mappings by which companies bring administrators follow. A scope of an administrator's own that
 * has the name of a role is renamed wherever it stands: nobody who has it becomes something by that.
 */
export class Roles1764900000000 {
    async up(runner) {
        for (const statement of [renaming, ...owners])
            await runner.query(statement);
    }
    down() {
        return Promise.reject(new Error('Migrations only grow: restore a backup instead.'));
    }
}
const names = `'owner', 'security_operator', 'auditor', 'help_desk', 'agent_owner'`;
/*
 * Sessions, tokens and requests that are under way keep the old name: what a client or a person does not have any more is
 * left out of whatever comes of them. Consents would be remembered for what nobody was asked.
 */
const renaming = `DO $$
  DECLARE
    taken text;
    fresh text;
    place record;
  BEGIN
    FOR taken IN SELECT name FROM scopes WHERE name IN (${names}) LOOP
      fresh := 'custom:' || taken;
      WHILE EXISTS (SELECT 1 FROM scopes WHERE name = fresh) LOOP fresh := fresh || ':'; END LOOP;
      UPDATE scopes SET name = fresh WHERE name = taken;
      FOR place IN SELECT * FROM (VALUES ('users', 'roles'), ('clients', 'scope'), ('upstreams', 'required_scopes'),
          ('trusted_issuers', 'scope'), ('workload_rules', 'scope'), ('access_keys', 'scope'), ('consents', 'scope'),
          ('user_identities', 'granted_roles'), ('sign_in_providers', 'roles_of_all')) AS places (name, list) LOOP
        EXECUTE format('UPDATE %I SET %I = array_replace(%I, $1, $2) WHERE $1 = ANY(%I)',
          place.name, place.list, place.list, place.list) USING taken, fresh;
      END LOOP;
      UPDATE sign_in_providers SET role_map =
        (SELECT jsonb_object_agg(claim, (SELECT jsonb_agg(CASE WHEN role = taken THEN fresh ELSE role END ORDER BY nth)
            FROM jsonb_array_elements_text(roles) WITH ORDINALITY AS listed (role, nth)))
          FROM jsonb_each(role_map) AS mapped (claim, roles))
        WHERE EXISTS (SELECT 1 FROM jsonb_each(role_map) AS mapped (claim, roles) WHERE roles ? taken);
      UPDATE policy_rules SET principal_id = fresh WHERE principal_type = 'role' AND principal_id = taken;
      UPDATE policy_state SET version = version + 1;
    END LOOP;
  END $$`;
const owners = [
    `ALTER TABLE scopes ADD CONSTRAINT scopes_not_role CHECK (name NOT IN (${names}))`,
    `UPDATE users SET roles = array_prepend('owner', roles), updated_at = greatest(now(), updated_at + interval '1 millisecond')
    WHERE status = 'active' AND 'admin' = ANY(roles)`,
    `UPDATE clients c SET scope = array_prepend('owner', scope),
      updated_at = greatest(now(), c.updated_at + interval '1 millisecond')
    WHERE 'admin' = ANY(scope) AND grant_types = '{client_credentials}'
      AND EXISTS (SELECT 1 FROM users u WHERE u.id = c.owner_id AND 'owner' = ANY(u.roles))`,
    `UPDATE user_identities SET granted_roles = array_append(granted_roles, 'owner') WHERE 'admin' = ANY(granted_roles)
      AND EXISTS (SELECT 1 FROM users u WHERE u.id = user_id AND 'owner' = ANY(u.roles))`,
    `UPDATE sign_in_providers SET roles_of_all = array_append(roles_of_all, 'owner') WHERE 'admin' = ANY(roles_of_all)`,
    `UPDATE sign_in_providers SET role_map =
      (SELECT jsonb_object_agg(claim, CASE WHEN roles ? 'admin' THEN roles || '["owner"]' ELSE roles END)
        FROM jsonb_each(role_map) AS mapped (claim, roles))
    WHERE EXISTS (SELECT 1 FROM jsonb_each(role_map) AS mapped (claim, roles) WHERE roles ? 'admin')`,
];
//# sourceMappingURL=1764900000000-roles.js.map