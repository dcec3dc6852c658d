import { LRUCache } from 'lru-cache';
import type { Clock } from '../../kernel/clock.js';
import type { Admission } from '../gate-request.js';
import type { LiveAuthority } from '../live-authority.js';

/** Milliseconds; a server that says that its list is good for a week is asked again all the same. */
export const LONGEST_KEPT = 600_000;
/** Milliseconds for which replicas tell each other of lists: longer than any keeps one, whose clock may be another. */
export const SHOWN_FOR = LONGEST_KEPT + 60_000;
/** Milliseconds between two looks for what nobody asks for any more. */
const SWEEP = 30_000;
/** What an entry costs besides its text. */
const OVERHEAD = 512;

/** To whom something is known: one authorization context at one upstream, or everybody there. */
export interface Owner {
  readonly key: string;
  readonly upstream: string;
  /** Whose end ends it; null for what is known to everybody. */
  readonly sid: string | null;
}

/**
 * Everything by which an upstream could tell this caller from another (MCP 2026-07-28, Cache Scope: private is for one
 * authorization context): who acts for whom, in which session, with which scope. Names cannot run together in JSON.
 */
export function ownerOf({ caller, upstream }: Admission): Owner {
  const { iss, sub, client_id, sid, scope, act, owner } = caller.claims;
  const whose = ['private', iss, sub, client_id, sid, scope, act ?? null, owner ?? null];
  return { key: JSON.stringify([...whose, ...versionOf(upstream)]), upstream: upstream.id, sid };
}

/** Everybody who may reach the upstream as it is registered now. */
export function everybodyAt({ upstream }: Pick<Admission, 'upstream'>): Owner {
  return { key: JSON.stringify(['public', ...versionOf(upstream)]), upstream: upstream.id, sid: null };
}

function versionOf({ id, updatedAt }: Admission['upstream']): readonly (string | number)[] {
  return [id, updatedAt.getTime()];
}

export interface ShelfBounds {
  readonly entries: number;
  readonly bytes: number;
  /** Of one owner; its oldest go first. */
  readonly share: number;
}

interface Entry<T> {
  readonly owner: string;
  readonly value: T;
  readonly bytes: number;
  readonly until: number;
}

interface Holding {
  readonly keys: Set<string>;
  readonly release: () => void;
}

/**
 * What was seen of upstreams, for each of those who saw it: within bounds, for its time, and for no longer than the session
 * that it was seen in. Nothing is found under another owner.
 */
export class PrincipalShelf<T extends object> {
  private readonly entries: LRUCache<string, Entry<T>>;
  private readonly holdings = new Map<string, Holding>();
  private swept = 0;

  constructor(
    private readonly authority: LiveAuthority,
    private readonly clock: Clock,
    private readonly bounds: ShelfBounds,
  ) {
    this.entries = new LRUCache({
      max: bounds.entries,
      maxSize: bounds.bytes,
      sizeCalculation: ({ bytes }, key) => bytes + key.length + OVERHEAD,
      dispose: (entry, key, reason) => reason !== 'set' && this.unlist(entry.owner, key),
    });
  }

  get size(): number {
    return this.entries.size;
  }

  find(owner: Owner, name: string): T | null {
    const key = keyOf(owner, name);
    const entry = this.entries.get(key);
    if (entry === undefined) return null;
    if (this.clock.now() < entry.until) return entry.value;
    this.entries.delete(key);
    return null;
  }

  /** @param until when it is too old, milliseconds since 1970 */
  put(owner: Owner, name: string, { value, bytes, until }: { value: T; bytes: number; until: number }): void {
    const now = this.clock.now();
    if (until <= now) return this.delete(owner, name);
    this.sweep(now);
    const key = keyOf(owner, name);
    this.entries.set(key, { owner: owner.key, value, bytes, until });
    // What is larger than all the room there is was not taken.
    if (this.entries.has(key)) this.list(owner, key);
  }

  delete(owner: Owner, name: string): void {
    this.entries.delete(keyOf(owner, name));
  }

  private clear(owner: string): void {
    for (const key of [...(this.holdings.get(owner)?.keys ?? [])]) this.entries.delete(key);
  }

  private list(owner: Owner, key: string): void {
    const holding = this.holdings.get(owner.key) ?? this.hold(owner);
    holding.keys.add(key);
    const [oldest] = holding.keys;
    if (holding.keys.size > this.bounds.share && oldest !== undefined) this.entries.delete(oldest);
  }

  private hold(owner: Owner): Holding {
    const release = owner.sid === null ? () => undefined : this.authority.hold(owner.sid, () => this.clear(owner.key));
    const holding: Holding = { keys: new Set(), release };
    this.holdings.set(owner.key, holding);
    return holding;
  }

  private unlist(owner: string, key: string): void {
    const holding = this.holdings.get(owner);
    if (holding?.keys.delete(key) !== true || holding.keys.size > 0) return;
    this.holdings.delete(owner);
    holding.release();
  }

  private sweep(now: number): void {
    if (now - this.swept < SWEEP) return;
    this.swept = now;
    for (const [key, { until }] of [...this.entries.entries()]) if (until <= now) this.entries.delete(key);
  }
}

function keyOf({ key }: Owner, name: string): string {
  return `${key}\n${name}`;
}
