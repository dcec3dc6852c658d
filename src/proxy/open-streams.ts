import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { CallerVerifier } from '../http/access.js';
import { Clock } from '../kernel/clock.js';
import { Log } from '../kernel/log.js';

interface OpenStream {
  readonly sid: string;
  readonly cut: () => void;
}

/** Milliseconds between two looks; a stream outlives its session by no more. */
const LOOK = 2_000;
/** Milliseconds after which a stream is cut whose session could not be asked about. */
const BLIND = 30_000;

/** Cuts off streams whose session was closed while they ran: a call is admitted once, a stream goes on for hours. */
@Injectable()
export class OpenStreams implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly streams = new Set<OpenStream>();
  private timer: NodeJS.Timeout | undefined;
  private lastLook = 0;

  constructor(
    private readonly verifier: CallerVerifier,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.lastLook = this.clock.now();
    this.timer = setInterval(() => void this.look(), LOOK).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** @returns what to call when the stream has ended by itself */
  watch(sid: string, cut: () => void): () => void {
    const stream = { sid, cut };
    this.streams.add(stream);
    return () => void this.streams.delete(stream);
  }

  private async look(): Promise<void> {
    const now = this.clock.now();
    try {
      const watched = [...this.streams];
      const closed = watched.length === 0 ? [] : await this.verifier.closed(watched.map(({ sid }) => sid));
      this.lastLook = now;
      const gone = new Set(closed);
      for (const { sid, cut } of watched) {
        if (!gone.has(sid)) continue;
        this.log.info('gate.stream_cut', { sid });
        cut();
      }
    } catch (err) {
      this.log.warn('gate.streams_unchecked', { err });
      // What cannot be shown to be live is not served (architecture rule 7).
      if (now - this.lastLook > BLIND) for (const { cut } of this.streams) cut();
    }
  }
}
