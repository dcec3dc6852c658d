import { type BeforeApplicationShutdown, Injectable, type OnModuleInit } from '@nestjs/common';
import type { JWK } from 'jose';
import { Clock } from '../kernel/clock.js';
import { Log } from '../kernel/log.js';
import { Problem } from '../kernel/problem.js';
import { Settings } from '../settings/settings.js';
import { KeyForge } from './key-forge.js';
import { KeyRing, type VerificationKey } from './key-ring.contract.js';
import { proveRing } from './ring-proof.js';
import { RingCopy } from './ring-copy.js';
import { forgettingMoment, RELOAD_SECONDS, SIGNING_COPY_SECONDS, vacancies } from './rotation.rules.js';
import type { SigningAlgorithm } from './signing-algorithm.js';
import { SigningKeyStore } from './signing-key.store.js';

/** Unknown kids lead to the database at most this often, so that junk cannot hammer it; milliseconds. */
const ASK_INTERVAL = 1000;

/** The ring of the database, and this process's copy of it, from which it signs and verifies. */
@Injectable()
export class StoredKeyRing extends KeyRing implements OnModuleInit, BeforeApplicationShutdown {
  private copy: RingCopy | null = null;
  private loading: Promise<RingCopy> | null = null;
  private askedAt = -Infinity;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: SigningKeyStore,
    private readonly forge: KeyForge,
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly log: Log,
  ) {
    super();
  }

  /** Before anything listens: the ring is whole, can be opened, and signs what others can verify. */
  async onModuleInit(): Promise<void> {
    await this.complete();
    this.copy = await this.read();
    await proveRing(this, this.clock.now());
    this.timer = setInterval(() => void this.load().catch(() => undefined), RELOAD_SECONDS * 1000).unref();
  }

  /** Before the connections go: a reload under way would find none. */
  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.settled();
  }

  sign(typ: string, claims: object, algorithm: SigningAlgorithm = this.settings.SIGNING_ALG): Promise<string> | string {
    const { copy } = this;
    // A replica that cannot prove its copy fresh asks; if it cannot, it refuses: others may have forgotten its key.
    if (copy === null || this.clock.now() - copy.readAt > SIGNING_COPY_SECONDS * 1000) {
      return this.load().then((fresh) => fresh.requireActive(algorithm).sign(typ, claims));
    }
    return copy.requireActive(algorithm).sign(typ, claims);
  }

  find(kid: string): Promise<VerificationKey | null> | VerificationKey | null {
    return this.known(kid) ?? this.ask(kid);
  }

  jwks(): { keys: JWK[] } {
    if (this.copy === null) throw new Problem(503, 'No signing keys are loaded yet.', [], { 'retry-after': '1' });
    return this.copy.jwks;
  }

  /** Takes a copy that was read after this call; when the database gives none, the old one stays and the log tells. */
  async renew(): Promise<void> {
    await this.settled();
    await this.load().catch(() => undefined);
  }

  private known(kid: string): VerificationKey | null {
    return this.copy?.pair(kid)?.verification ?? null;
  }

  /** Another replica may have rotated a moment ago. */
  private async ask(kid: string): Promise<VerificationKey | null> {
    // A reload that is under way may have read before the key was written, so it only counts if it finds the key.
    await this.settled();
    const known = this.known(kid);
    if (known !== null) return known;
    if (this.loading === null) {
      const since = this.clock.now() - this.askedAt;
      if (since >= 0 && since < ASK_INTERVAL) return null;
      this.askedAt = this.clock.now();
    }
    await this.load().catch(() => undefined);
    return this.known(kid);
  }

  /** One reload at a time; whoever comes meanwhile shares it. */
  private load(): Promise<RingCopy> {
    this.loading ??= this.read()
      .then(
        (copy) => (this.copy = copy),
        (err: unknown) => {
          this.log.error('keys.reload_failed', { err });
          throw err;
        },
      )
      .finally(() => (this.loading = null));
    return this.loading;
  }

  /** Until no reload is under way; its failure is its own caller's to tell. */
  private async settled(): Promise<void> {
    await this.loading?.catch(() => undefined);
  }

  private async read(): Promise<RingCopy> {
    const readAt = this.clock.now();
    const rows = await this.store.ring(forgettingMoment(readAt, this.settings.ACCESS_TOKEN_SECONDS));
    return new RingCopy(rows, (row) => this.copy?.pair(row.kid) ?? this.forge.open(row), readAt);
  }

  /** Makes what is missing. Of replicas that start together, the first makes it and the others find it. */
  private async complete(): Promise<void> {
    if (vacancies(await this.store.current()).length === 0) return;
    await this.store.alone(async (keys) => {
      const missing = vacancies(await keys.current());
      await keys.insert(await Promise.all(missing.map(({ algorithm, state }) => this.forge.make(algorithm, state))));
    });
  }
}
