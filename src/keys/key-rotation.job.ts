import { Injectable } from '@nestjs/common';
import { RecurringJob } from '../database/recurring.job.js';
import { Clock } from '../kernel/clock.js';
import { Log } from '../kernel/log.js';
import { Settings } from '../settings/settings.js';
import { KeyRotation } from './key-rotation.js';
import { forgettingMoment, rotationMoment } from './rotation.rules.js';
import { SigningKeyStore } from './signing-key.store.js';

const HOUR = 3_600_000;

/**
 * Rotates keys that are due and forgets those whose last token has expired: at the start and every hour. A missed hour
 * costs nothing: the active keys go on signing.
 */
@Injectable()
export class KeyRotationJob extends RecurringJob {
  constructor(
    private readonly rotation: KeyRotation,
    private readonly store: SigningKeyStore,
    private readonly clock: Clock,
    private readonly settings: Settings,
    log: Log,
  ) {
    super(log, { every: HOUR, atStart: true, failure: 'keys.rotation_failed' });
  }

  protected async work(): Promise<void> {
    const now = this.clock.now();
    if (await this.rotation.rotateIfDue(rotationMoment(now, this.settings.KEY_ROTATION_DAYS))) {
      this.log.info('keys.rotated', { reason: 'schedule' });
    }
    await this.store.deleteRetired(forgettingMoment(now, this.settings.ACCESS_TOKEN_SECONDS));
  }
}
