import { Controller, Get } from '@nestjs/common';
import { Pulse } from '../database/pulse.js';
import { Problem } from '../kernel/problem.js';
import { Anyone } from './access.js';
import { Draining } from './draining.js';
import { SharedLimits } from './shared-limits.js';

/** For the operator's probes: is the process alive, may it get traffic. */
@Controller('health')
@Anyone()
export class HealthController {
  constructor(
    private readonly database: Pulse,
    private readonly draining: Draining,
    private readonly limits: SharedLimits,
  ) {}

  /** Whether the process is alive. */
  @Get('live')
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  /** Whether it may get traffic. 503 while it drains, and when the database does not answer; without Redis it is ready, and says so. */
  @Get('ready')
  async ready(): Promise<{ status: 'ready'; limits?: 'shared' | 'own' }> {
    if (this.draining.begun) throw new Problem(503, 'Shutting down.');
    if (!(await this.database.beats())) throw new Problem(503, 'The database does not answer.');
    if (!this.limits.isUsed) return { status: 'ready' };
    return { status: 'ready', limits: this.limits.isHere ? 'shared' : 'own' };
  }
}
