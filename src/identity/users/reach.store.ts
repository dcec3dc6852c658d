import type { Caller } from '../../kernel/caller.js';
import { Problem } from '../../kernel/problem.js';
import { ROLE_NAMES } from '../../kernel/roles.js';
import { requireCover, type Within, withinOf } from '../../kernel/within.js';
import type { Transaction } from '../changes.store.js';
import type { Client } from '../clients/client.entity.js';

const administrative = `ARRAY[${ROLE_NAMES.map((name) => `'${name}'`).join(', ')}]`;

/** Whether a person, whose id an expression names, holds no administrative role. */
export function isOrdinary(userId: string): string {
  return `EXISTS (SELECT 1 FROM users ordinary WHERE ordinary.id = ${userId} AND NOT ordinary.roles && ${administrative})`;
}

/**
 * The condition on rows of `sessions` that a caller reaches. A session that a client opened for itself is its owner's
 * matter, and no longer once the client has another owner.
 * @param place of the owner's id: among the values, or an expression
 */
export function sessionsWithin({ people, ownerId }: Within, place: string): string {
  const own = `sessions.client_id IN (SELECT client_id FROM clients WHERE owner_id = ${place}::uuid)
    AND (NOT sessions.as_owner OR sessions.user_id = ${place}::uuid)`;
  const reached = [
    ...(people ? [`NOT sessions.as_owner AND ${isOrdinary('sessions.user_id')}`] : []),
    ...(ownerId === null ? [] : [own]),
  ];
  return reached.length === 0 ? 'false' : `(${reached.map((one) => `(${one})`).join(' OR ')})`;
}

/**
 * Keeps a session within the reach of a caller until the transaction ends: its person may be given a role at this moment,
 * and its client another owner.
 * @throws Problem 404 when it is not within it
 */
export async function holdSession(transaction: Transaction, caller: Caller, id: string): Promise<void> {
  const within = withinOf(caller);
  if (within === null) return;
  await transaction.query('SELECT 1 FROM users WHERE id = (SELECT user_id FROM sessions WHERE id = $1) FOR SHARE', [
    id,
  ]);
  await transaction.query(
    'SELECT 1 FROM clients WHERE client_id = (SELECT client_id FROM sessions WHERE id = $1) FOR SHARE',
    [id],
  );
  // A statement of its own after the locks: it sees what those wrote who held the rows until now.
  const found = await transaction.query<unknown[]>(
    `WITH asker (id) AS (VALUES ($2::uuid))
     SELECT 1 FROM sessions WHERE id = $1 AND ${sessionsWithin(within, '(SELECT id FROM asker)')}`,
    [id, within.ownerId],
  );
  if (found.length === 0) throw Problem.notFound('session');
}

/**
 * Keeps a person within the reach of a caller until the transaction ends.
 * @param what they are looked for as
 * @throws Problem 404 when they are not within it
 */
export async function holdPerson(
  transaction: Transaction,
  caller: Caller,
  userId: string,
  what: string,
): Promise<void> {
  const within = withinOf(caller);
  if (within === null) return;
  await transaction.query('SELECT 1 FROM users WHERE id = $1 FOR NO KEY UPDATE', [userId]);
  const found = await transaction.query<unknown[]>(`SELECT 1 WHERE ${isOrdinary('$1::uuid')} AND $2`, [
    userId,
    within.people,
  ]);
  if (found.length === 0) throw Problem.notFound(what);
}

/**
 * Before a caller is given a way to act as a person, or takes away what keeps others from it: they must act with all of
 * administration that the person has, until the transaction ends. It makes no difference that they are that person: whoever
 * has their lesser token is not.
 * @returns nothing for somebody who does not exist: whoever needs them finds out
 * @throws Problem 403
 */
export async function coverPerson(transaction: Transaction, caller: Caller, userId: string): Promise<void> {
  const [person] = await transaction.query<{ roles: string[] }[]>(
    'SELECT roles FROM users WHERE id = $1 FOR NO KEY UPDATE',
    [userId],
  );
  if (person !== undefined) requireCover(caller, person.roles);
}

/**
 * The same before a caller registers or changes a client, or gives it a secret. Its scopes bound what it does for its
 * owner: an own one needs no more than they permit. One that may administer by a code that people type could ask owners
 * for it: it is theirs alone.
 * @throws Problem 403
 */
export async function coverClient(
  transaction: Transaction,
  caller: Caller,
  client: Pick<Client, 'scope' | 'ownerId' | 'deviceAuthorizationAdministration'>,
): Promise<void> {
  const { scope, ownerId } = client;
  requireCover(caller, client.deviceAuthorizationAdministration ? ['owner', ...scope] : scope);
  if (ownerId !== null && ownerId !== caller.userId) await coverPerson(transaction, caller, ownerId);
}

/**
 * The same before a caller changes what is believed of an issuer: whoever its rules let in acts as their clients.
 * @throws Problem 403
 */
export async function coverIssuer(transaction: Transaction, caller: Caller, issuerId: string): Promise<void> {
  // Whoever writes a rule holds the issuer.
  await transaction.query('SELECT 1 FROM trusted_issuers WHERE id = $1 FOR NO KEY UPDATE', [issuerId]);
  const clients = await transaction.query<Pick<Client, 'scope' | 'ownerId' | 'deviceAuthorizationAdministration'>[]>(
    `SELECT DISTINCT c.scope, c.owner_id AS "ownerId",
            c.device_authorization_administration AS "deviceAuthorizationAdministration" FROM workload_rules r JOIN clients c ON c.client_id = r.client_id
      WHERE r.issuer_id = $1`,
    [issuerId],
  );
  for (const client of clients) await coverClient(transaction, caller, client);
}

/**
 * The same before an issuer speaks of people: whoever chooses its keys becomes everybody whom it knows. That is asked of a
 * new one too, for links outlive an issuer, and one by which people sign in may have the same name.
 * @throws Problem 403
 */
export async function coverLinked(transaction: Transaction, caller: Caller, issuer: string): Promise<void> {
  const [known] = await transaction.query<{ roles: string[] | null }[]>(
    `SELECT array_agg(DISTINCT role) AS roles FROM user_identities i JOIN users u ON u.id = i.user_id, unnest(u.roles) AS role
      WHERE i.issuer = $1`,
    [issuer],
  );
  requireCover(caller, known?.roles ?? []);
}
