import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { KeyRing } from '../../keys/key-ring.contract.js';
import { Settings } from '../../settings/settings.js';
import { PairwiseNames } from '../tokens/pairwise-names.js';
import type { ClaimedDelivery } from './logout-delivery.store.js';

/** Seconds: two minutes at most (Back-Channel Logout §2.4). */
const LIFETIME = 120;
const EVENT = 'http://schemas.openid.net/event/backchannel-logout';

/** Makes logout tokens (OpenID Connect Back-Channel Logout §2.4), each for one try: none waits until it has expired. */
@Injectable()
export class LogoutTokens {
  constructor(
    private readonly keys: KeyRing,
    private readonly names: PairwiseNames,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /**
   * With an id of its own each time: a client that took the last one, and whose answer was lost, must not take this for a
   * replay. Signed as the client's ID tokens are; never with a nonce, which would make it look like one.
   */
  async sign({ clientId, userId, signInId, sector, algorithm }: ClaimedDelivery): Promise<string> {
    const iat = this.clock.seconds();
    const claims = {
      iss: this.settings.PUBLIC_URL,
      aud: clientId,
      iat,
      exp: iat + LIFETIME,
      jti: uuidv7(this.clock.now()),
      sub: this.names.of(sector, 'sub', userId),
      sid: this.names.of(sector, 'sid', signInId),
      events: { [EVENT]: {} },
    };
    return this.keys.sign('logout+jwt', claims, algorithm);
  }
}
