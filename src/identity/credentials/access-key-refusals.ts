import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Evidence } from '../../audit/evidence.contract.js';
import { TokenRefused } from '../../http/access.js';
import { Clock } from '../../kernel/clock.js';
import { Log } from '../../kernel/log.js';
import { accessKeyClientId } from './access-key.rules.js';
import type { PresentedAccessKey } from './access-key.store.js';

/** The one answer to every key that is not accepted. */
export class KeyRefused extends TokenRefused {
  constructor() {
    super('The access key is not accepted.');
  }
}

/** Why a key that is one of ours is not accepted. */
export type AccessKeyFault =
  'closed' | 'expired' | 'owner is not active' | 'wrong address' | 'wrong resource' | 'bound to nothing';

/** Milliseconds for which the same refusal of the same key is on record; a script that goes on trying adds nothing. */
const AGAIN = 60_000;

/** Tells log and evidence why an access key was refused; whoever sent it learns nothing but that it was. */
@Injectable()
export class AccessKeyRefusals {
  /** When a key was last refused for a reason; each process remembers for itself, the least recent are forgotten. */
  private readonly told = new LRUCache<string, number>({ max: 10_000 });

  constructor(
    private readonly evidence: Evidence,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** A text that is no key of ours: anybody can make one up, which is no matter for evidence. @param id null without one */
  unknown(id: string | null): TokenRefused {
    this.log.info('access_key.refused', { key_id: id, reason: id === null ? 'malformed' : 'unknown' });
    return new KeyRefused();
  }

  async known({ id, userId, sessionId }: PresentedAccessKey, reason: AccessKeyFault): Promise<TokenRefused> {
    this.log.info('access_key.refused', { key_id: id, reason });
    const now = this.clock.now();
    if (now - (this.told.get(`${reason} ${id}`) ?? -Infinity) >= AGAIN) {
      this.told.set(`${reason} ${id}`, now);
      const who = { sub: userId, clientId: accessKeyClientId(id), sid: sessionId };
      await this.evidence.record({ kind: 'access_key.refused', decision: 'deny', reason, ...who, detail: { id } });
    }
    return new KeyRefused();
  }
}
