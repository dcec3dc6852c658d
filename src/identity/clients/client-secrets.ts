import { Injectable } from '@nestjs/common';
import bcrypt from 'bcrypt';
import { LRUCache } from 'lru-cache';
import { randomBytes } from 'node:crypto';
import type { Soon } from '../../kernel/at-hand.js';
import { equalSecrets, keyedHash } from '../../kernel/one-time-secret.js';
import { TooManyRequests } from '../../kernel/problem.js';
import { Secrets } from '../../settings/secrets.js';
import { Settings } from '../../settings/settings.js';
import { ClientSecretUses } from './client-secret-uses.js';

/** Wrong secrets that may wait to be compared; each takes a thread for as long as bcrypt does. */
const MOST_GUESSES = 20;

/** What is stored of a client's secret. */
export interface StoredSecret {
  readonly tag: string;
  readonly hash: string;
}

/** One that is looked at. */
export interface KnownSecret extends StoredSecret {
  readonly id: string;
}

/**
 * Makes and checks client secrets. A check of a wrong secret takes one bcrypt comparison, whether the client is
 * unknown, has one secret or two; a right one is remembered, bound to the stored hash it was right for.
 */
@Injectable()
export class ClientSecrets {
  private readonly pepper: Buffer;
  private readonly cacheKey = randomBytes(32);
  private readonly verified = new LRUCache<string, true>({ max: 10_000 });
  private readonly checks = new Map<string, Promise<boolean>>();
  private readonly decoy: string;
  private lane: Promise<void> = Promise.resolve();
  private guesses = 0;

  constructor(
    secrets: Secrets,
    private readonly settings: Settings,
    private readonly uses: ClientSecretUses,
  ) {
    this.pepper = secrets.key('client-secret');
    this.decoy = decoyHash(settings.CLIENT_SECRET_COST);
  }

  /** @returns what to store; the text itself is for the answer alone */
  async store(secret: string): Promise<StoredSecret> {
    const digest = this.digest(secret);
    return { tag: tagOf(digest), hash: await bcrypt.hash(bcryptInput(digest), this.settings.CLIENT_SECRET_COST) };
  }

  /** Whether the secret is one of those stored. @param stored those that are good now: what is remembered is no reason alone */
  matches(presented: string, stored: readonly KnownSecret[]): Soon<boolean> {
    const known = stored.find(({ hash }) => this.verified.has(this.verifiedAs(presented, hash)));
    if (known === undefined) return this.compare(presented, stored);
    this.uses.note(known.id);
    return true;
  }

  private compare(presented: string, stored: readonly KnownSecret[]): Promise<boolean> {
    const digest = this.digest(presented);
    const tag = tagOf(digest);
    const candidate = stored.find((one) => equalSecrets(Buffer.from(one.tag), Buffer.from(tag)));
    if (candidate === undefined) return this.inVain(digest);
    return this.check(this.verifiedAs(presented, candidate.hash), digest, candidate);
  }

  /** A name for "this secret is right for this hash" that says neither: the key ends with the process. */
  private verifiedAs(presented: string, hash: string): string {
    return keyedHash(this.cacheKey, `${hash} ${presented}`).toString('base64');
  }

  /** Guesses wait for each other, and for a few at most: their work may never take the threads from whoever is right. */
  private async inVain(digest: Buffer): Promise<false> {
    if (this.guesses >= MOST_GUESSES) throw new TooManyRequests('guesses', 1);
    this.guesses += 1;
    const turn = this.lane.then(async () => void (await bcrypt.compare(bcryptInput(digest), this.decoy)));
    this.lane = turn.catch(() => undefined).finally(() => void (this.guesses -= 1));
    await turn;
    return false;
  }

  private async check(key: string, digest: Buffer, { id, hash }: KnownSecret): Promise<boolean> {
    const right = await this.compared(key, digest, hash);
    if (right) this.uses.note(id);
    return right;
  }

  /** One bcrypt for the same secret at a time: a burst of first requests must not occupy every thread. */
  private compared(key: string, digest: Buffer, hash: string): Promise<boolean> {
    const running = this.checks.get(key);
    if (running !== undefined) return running;
    const check = bcrypt.compare(bcryptInput(digest), hash).then((right) => {
      if (right) this.verified.set(key, true);
      return right;
    });
    this.checks.set(key, check);
    return check.finally(() => this.checks.delete(key));
  }

  /** Keyed and of fixed length: bcrypt alone would ignore what follows byte 72, or a NUL. */
  private digest(secret: string): Buffer {
    return keyedHash(this.pepper, secret);
  }
}

/** 32 bits that tell a client's two secrets apart; without the pepper they say nothing about the secret. */
function tagOf(digest: Buffer): string {
  return keyedHash(digest, 'tag').subarray(0, 4).toString('hex');
}

function bcryptInput(digest: Buffer): string {
  return digest.toString('base64');
}

/** Parses as a hash of this cost, for the work of comparing with it, and belongs to no known text. */
function decoyHash(cost: number): string {
  return bcrypt.genSaltSync(cost) + randomBytes(31).toString('hex').slice(0, 31);
}
