import { Injectable } from '@nestjs/common';
import { Evidence } from '../../audit/evidence.contract.js';
import { Log } from '../../kernel/log.js';
import type { User } from '../users/user.entity.js';

/** What was refused: to sign in, to change the password or second factor, to make an access key, or a code for a device. */
export type RefusedKind =
  | 'sign_in.refused'
  | 'password.change_refused'
  | 'access_key.create_refused'
  | 'bridge_code.issue_refused'
  | 'second_factor.change_refused';

/** Tells of passwords that were refused: of known people as evidence, of strangers in the log; never the e-mail address. */
@Injectable()
export class SignInRefusals {
  constructor(
    private readonly evidence: Evidence,
    private readonly log: Log,
  ) {}

  /** @param user null for an e-mail address that nobody has */
  async wrong(kind: RefusedKind, user: User | null, hasPassword: boolean): Promise<void> {
    // Anybody can make strangers up: evidence, which stays for ever, is no place for them.
    if (user === null) return this.log.info(kind, { reason: 'nobody has this e-mail address' });
    const lacking = hasPassword ? 'wrong password' : 'no password';
    const reason = user.status === 'active' ? lacking : 'the person is not active';
    await this.evidence.record({ kind, decision: 'deny', reason, sub: user.id, detail: { id: user.id } });
  }

  /** A code of a second factor, or a recovery code; which, and why, is the same to whoever reads it. */
  async wrongCode(kind: RefusedKind, userId: string): Promise<void> {
    await this.evidence.record({ kind, decision: 'deny', reason: 'wrong code', sub: userId, detail: { id: userId } });
  }

  /** Whose it is nobody looked up: each try while locked would otherwise leave a row of evidence. */
  locked(kind: RefusedKind, retryAfter: number): void {
    this.log.info(kind, { reason: 'locked', retry_after: retryAfter });
  }
}
