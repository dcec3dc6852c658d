import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import type { Page } from '../kernel/page.js';
import { Settings } from '../settings/settings.js';
import { forgettingMoment } from './rotation.rules.js';
import { SigningKeyStore } from './signing-key.store.js';
import { type SigningKeyView, viewKey } from './signing-key.view.js';

/** The ring as the database has it, for the admin API and the command line. */
@Injectable()
export class KeyList {
  constructor(
    private readonly store: SigningKeyStore,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /** Active, next and retired keys; there are few, so it is always one page. */
  async page(): Promise<Page<SigningKeyView>> {
    const keys = await this.store.ring(forgettingMoment(this.clock.now(), this.settings.ACCESS_TOKEN_SECONDS));
    return { items: keys.map(viewKey), next: null };
  }
}
