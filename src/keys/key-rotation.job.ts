import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { Log } from '../kernel/log.js';
import { Settings } from '../settings/settings.js';
import { KeyRotation } from './key-rotation.js';
import { forgettingMoment, rotationMoment } from './rotation.rules.js';
import { SigningKeyStore } from './signing-key.store.js';

const HOUR = 3_600_000;

/** Rotates keys that are due and forgets those whose last token has expired: at the start and every hour. */
@Injectable()
export class KeyRotationJob implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly rotation: KeyRotation,
    private readonly store: SigningKeyStore,
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.run();
    this.timer = setInterval(() => void (this.running = this.run()), HOUR).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** A missed hour costs nothing: the active keys go on signing, and the next hour tries again. */
  private async run(): Promise<void> {
    try {
      const now = this.clock.now();
      if (await this.rotation.rotateIfDue(rotationMoment(now, this.settings.KEY_ROTATION_DAYS))) {
        this.log.info('keys.rotated', { reason: 'schedule' });
      }
      await this.store.deleteRetired(forgettingMoment(now, this.settings.ACCESS_TOKEN_SECONDS));
    } catch (err) {
      this.log.warn('keys.rotation_failed', { err });
    }
  }
}
