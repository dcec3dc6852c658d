import { Injectable } from '@nestjs/common';
import type { EvidenceEvent } from '../../audit/evidence.contract.js';
import { type Asked, requireCount } from '../../http/bulk.js';
import type { JsonFields } from '../../http/json-body.js';
import { Problem } from '../../kernel/problem.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { gatePath } from '../../proxy/gate-path.js';
import { Settings } from '../../settings/settings.js';
import { Changes, type Transaction } from '../changes.store.js';
import { SessionStore } from '../sessions/session.store.js';
import { AccessKeyChecks } from './access-key-checks.js';
import type { AccessKey } from './access-key.entity.js';
import { accessKeyClientId } from './access-key.rules.js';
import {
  AccessKeyStore,
  type EndedAccessKey,
  type FreshAccessKey,
  type ListedAccessKey,
  type MeantAccessKeys,
} from './access-key.store.js';

/** Live keys of one person; what a person cannot look over nobody revokes. */
const MOST_KEYS = 50;

/** Who makes a key, and what they still must be when it is written. */
export interface AccessKeyMaker {
  readonly event: (kind: string, detail: Readonly<Record<string, unknown>>) => EvidenceEvent;
  /** Asked in the transaction. @throws when they may no longer */
  readonly hold?: (transaction: Transaction) => Promise<void>;
}

/** Makes access keys and revokes them. A key is one with its session: it is opened with it, and ends with it. */
@Injectable()
export class AccessKeyRegister {
  constructor(
    private readonly changes: Changes,
    private readonly store: AccessKeyStore,
    private readonly sessions: SessionStore,
    private readonly checks: AccessKeyChecks,
    private readonly settings: Settings,
  ) {}

  /** @throws Problem 400 naming every wrong field, 404, 409 for an owner who is not active or has enough keys */
  create(userId: string, body: JsonFields, { event, hold }: AccessKeyMaker): Promise<FreshAccessKey> {
    return this.changes.retrying(async () => {
      const owner = await this.checks.owner(userId);
      const fields = await this.checks.fields(owner, body);
      const fresh = this.store.prepare(fields);
      const { id, sessionId, scope, resources, expiresAt } = fresh.row;
      // What is done with it is no part of what its maker does.
      const txn = uuidv7(fresh.row.createdAt.getTime());
      await this.changes.record(
        async (transaction) => {
          await this.checks.hold(transaction, fields);
          if ((await this.store.holdOwner(transaction, owner)) >= MOST_KEYS) {
            throw Problem.conflict(`A person has at most ${MOST_KEYS} access keys: revoke one first.`);
          }
          await hold?.(transaction);
          await this.store.insert(transaction, fresh.row);
          await this.openSession(transaction, fresh.row, txn);
        },
        () => {
          const detail = { id, user_id: userId, session_id: sessionId, scope: scope.join(' '), resources };
          return { ...event('access_key.created', { ...detail, expires_at: expiresAt.toISOString() }), txn };
        },
      );
      return fresh;
    });
  }

  /** Ends the key, and every token that it was exchanged for; one that has ended already stays so. */
  async revoke({ id, userId, sessionId }: ListedAccessKey, reason: string, { event }: AccessKeyMaker): Promise<void> {
    await this.changes.record(
      (transaction) => this.sessions.close(transaction, sessionId, reason),
      (closed) => (closed === 0 ? null : event('access_key.revoked', { id, user_id: userId, closed })),
    );
  }

  /** The same of all that are meant. @throws Problem 409 when they are not as many as were expected */
  revokeMeant(
    { filter, expected }: Asked<MeantAccessKeys>,
    event: AccessKeyMaker['event'],
  ): Promise<{ matched: number; closed: number }> {
    const ended: EndedAccessKey[] = [];
    return this.changes.record(
      async (transaction) => {
        ended.splice(0, Infinity, ...(await this.store.holdMeant(transaction, filter)));
        requireCount(ended.length, expected);
        const sessions = ended.map(({ sessionId }) => sessionId);
        const closed = await this.sessions.closeAll(transaction, sessions, 'access key revoked by an administrator');
        return { matched: ended.length, closed };
      },
      (done) => [
        event('access_keys.revoked', { filter, ...done }),
        ...ended.map(({ id, userId }) => event('access_key.revoked', { id, user_id: userId })),
      ],
    );
  }

  private openSession(transaction: Transaction, key: AccessKey, txn: string): Promise<void> {
    const anywhere = (['mcp', 'a2a'] as const).map((kind) => this.settings.PUBLIC_URL + gatePath(kind, ''));
    return this.sessions.insert(transaction, {
      id: key.sessionId,
      lineage: { txn, ancestors: [] },
      source: 'api',
      clientId: accessKeyClientId(key.id),
      userId: key.userId,
      asOwner: false,
      subject: key.userId,
      scope: key.scope,
      audience: key.resources ?? anywhere,
      // Where it is made is not where it is used.
      origin: null,
      createdAt: key.createdAt,
      expiresAt: key.expiresAt,
    });
  }
}
