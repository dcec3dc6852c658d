import { Controller, Get } from '@nestjs/common';
import { Pulse } from '../database/pulse.js';
import { Problem } from '../kernel/problem.js';
import { Anyone } from './access.js';
import { Draining } from './draining.js';

/** For the operator's probes: is the process alive, may it get traffic. */
@Controller('health')
@Anyone()
export class HealthController {
  constructor(
    private readonly database: Pulse,
    private readonly draining: Draining,
  ) {}

  /** Whether the process is alive. */
  @Get('live')
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  /** Whether it may get traffic. 503 while it drains, and when the database does not answer. */
  @Get('ready')
  async ready(): Promise<{ status: 'ready' }> {
    if (this.draining.begun) throw new Problem(503, 'Shutting down.');
    if (!(await this.database.beats())) throw new Problem(503, 'The database does not answer.');
    return { status: 'ready' };
  }
}
