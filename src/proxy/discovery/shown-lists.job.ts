import { Injectable } from '@nestjs/common';
import { RecurringJob } from '../../database/recurring.job.js';
import { Log } from '../../kernel/log.js';
import { ShownListStore } from './shown-list.store.js';

const MINUTE = 60_000;

/** Forgets what was shown in a session that has ended: of somebody who is erased, nothing of it is left. */
@Injectable()
export class ShownListsJob extends RecurringJob {
  constructor(
    private readonly shown: ShownListStore,
    log: Log,
  ) {
    super(log, { every: MINUTE, atStart: false, failure: 'shown_lists.failed' });
  }

  protected work(): Promise<void> {
    return this.shown.forgetClosed();
  }
}
