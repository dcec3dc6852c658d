import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import type { RecurringJob } from '../database/recurring.job.js';
import { Administers } from '../http/access.js';
import { TheCaller } from '../http/the-caller.js';
import { Changes, doneBy } from '../identity/changes.store.js';
import type { Caller } from '../kernel/caller.js';
import type { Page } from '../kernel/page.js';
import { Problem } from '../kernel/problem.js';
import { Jobs } from './jobs.js';

interface JobView {
  readonly name: string;
  readonly every_seconds: number;
  readonly running: boolean;
  readonly last_started_at: string | null;
  readonly last_ended_at: string | null;
  readonly last_outcome: 'succeeded' | 'failed' | null;
  readonly next_at: string | null;
}

/** Periodic jobs of the process that answers; each replica has its own. */
@Controller('api/v1/admin/jobs')
@Administers('jobs')
export class JobsAdminController {
  constructor(
    private readonly jobs: Jobs,
    private readonly changes: Changes,
  ) {}

  @Get()
  list(): Page<JobView> {
    return { items: [...this.jobs.all()].map(([name, job]) => view(name, job)), next: null };
  }

  @Get(':name')
  read(@Param('name') name: string): JobView {
    return view(name, this.require(name));
  }

  /** Run a job now, and answer when it has ended. */
  @Post(':name/run')
  @HttpCode(200)
  async run(@Param('name') name: string, @TheCaller() caller: Caller): Promise<JobView> {
    const job = this.require(name);
    await this.changes.record(
      () => Promise.resolve(),
      () => doneBy(caller, 'job.run', { name }),
    );
    await job.run();
    return view(name, job);
  }

  private require(name: string): RecurringJob {
    const job = this.jobs.all().get(name);
    if (job === undefined) throw Problem.notFound('job');
    return job;
  }
}

function view(name: string, job: RecurringJob): JobView {
  const { every, running, latest, nextAt } = job.state();
  return {
    name,
    every_seconds: every / 1000,
    running,
    last_started_at: timeOf(latest?.startedAt),
    last_ended_at: timeOf(latest?.endedAt),
    last_outcome: latest?.outcome ?? null,
    next_at: timeOf(nextAt),
  };
}

function timeOf(milliseconds: number | null | undefined): string | null {
  return typeof milliseconds === 'number' ? new Date(milliseconds).toISOString() : null;
}
