import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { RecurringJob } from '../database/recurring.job.js';

/** The periodic jobs of this process, by name. */
@Injectable()
export class Jobs {
  constructor(private readonly discovery: DiscoveryService) {}

  all(): ReadonlyMap<string, RecurringJob> {
    const jobs = this.discovery
      .getProviders()
      .map(({ instance }) => instance as unknown)
      .filter((instance) => instance instanceof RecurringJob)
      .map((job) => [nameOf(job), job] as const);
    return new Map(jobs.sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

/** `ExpiredRowsJob` is `expired-rows`. */
function nameOf(job: RecurringJob): string {
  const words = job.constructor.name.replace(/Job$/, '').match(/[A-Z][a-z]*/g) ?? [];
  return words.join('-').toLowerCase();
}
