import { Injectable } from '@nestjs/common';
import type { Server } from 'node:http';

/** Whether the process has been told to stop, and the wait for what is still running. */
@Injectable()
export class Draining {
  private stopping = false;

  get begun(): boolean {
    return this.stopping;
  }

  /** From now on `/health/ready` says no. */
  begin(): void {
    this.stopping = true;
  }

  /** Takes no new connections, lets running requests end, and cuts off what is left after the time. */
  async finish(server: Server, seconds: number): Promise<void> {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    // A connection whose last answer has just gone out is kept open for a request that will not be served.
    const idle = setInterval(() => server.closeIdleConnections(), 50);
    const cut = setTimeout(() => server.closeAllConnections(), seconds * 1000);
    await closed;
    clearInterval(idle);
    clearTimeout(cut);
  }
}
