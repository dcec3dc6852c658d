import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Metrics } from '../../http/metrics.js';
import type { Soon } from '../../kernel/at-hand.js';
import { Clock } from '../../kernel/clock.js';
import type { RpcBody, RpcId, RpcMessage } from '../../kernel/rpc-message.js';
import { isJsonObject, type JsonObject, type JsonValue, stringifyStrictJson } from '../../kernel/strict-json.js';
import type { Admission } from '../gate-request.js';
import { LIST_METHODS } from '../list-methods.js';
import { LiveAuthority } from '../live-authority.js';
import type { AskedCall } from '../mcp-call.js';
import { forwardedHeaders } from '../relay-headers.rules.js';
import { everybodyAt, LONGEST_KEPT, type Owner, ownerOf, PrincipalShelf } from './principal-shelf.js';
import { type Shown, ShownListStore } from './shown-list.store.js';

/** Bytes of one list that is kept. */
const LARGEST = 1024 * 1024;
const BOUNDS = { entries: 2_000, bytes: 64 * 1024 * 1024, share: 64 };
/** Characters of what is asked by, beyond which nothing is kept for it. */
const LONGEST_QUESTION = 16_384;

const DISCOVER = 'server/discover';

/** Members of `_meta` by which a caller follows one request: its answer is no other's (progress, trace context). */
const FOLLOWED = ['progressToken', 'traceparent', 'tracestate', 'baggage'];
/** Members of params by which a request goes on with an earlier one (multi round-trip requests): never kept. */
const GOING_ON = ['inputResponses', 'requestState'];

/** An answer as it was kept: the result without its time to live, which shrinks. */
interface Kept {
  readonly result: string;
  readonly ttl: number;
  readonly at: number;
  readonly readAt: number;
}

/** That a request asks what there is at a server of MCP 2026-07-28. */
export interface Listing {
  /** When it was asked, milliseconds since 1970. */
  readonly asked: number;
  /** The same, microseconds by the clock of the database. */
  readonly readAt: number;
  /** By which its answer may be kept; null when it may not. */
  readonly key: string | null;
  /** The answer, when it was kept from before. */
  readonly kept: Kept | null;
}

/**
 * Keeps what servers of MCP 2026-07-28 say that there is, for as long as they say (SEP-2549), and gives it to whom it was
 * said, or to everybody where it was said to be for everybody. It is kept as the server said it: what the caller may see
 * of it is decided whenever it is given. Servers before that version have sessions on which a list may depend.
 */
@Injectable()
export class ListCache {
  private readonly shelf: PrincipalShelf<Kept>;

  constructor(
    authority: LiveAuthority,
    private readonly shown: ShownListStore,
    private readonly clock: Clock,
    metrics: Metrics,
  ) {
    this.shelf = new PrincipalShelf(authority, clock, BOUNDS);
    metrics.gauge('gatehouse_lists_kept', 'Lists of servers that are kept for whom they were told.', [], () => [
      { labels: {}, value: this.shelf.size },
    ]);
  }

  /** @returns undefined for anything but the question what there is, by a caller of 2026-07-28 */
  listing(admission: Admission, request: IncomingMessage, rpc: RpcBody, asked: AskedCall): Soon<Listing> | undefined {
    const [message] = rpc.messages;
    if (asked.hasSessions || rpc.batch || message?.kind !== 'request') return undefined;
    if (!LIST_METHODS.has(message.method) && message.method !== DISCOVER) return undefined;
    return this.asked(admission, request, message);
  }

  private async asked(admission: Admission, request: IncomingMessage, message: RpcMessage): Promise<Listing> {
    const key = keyOf(request, message);
    const found = key === null ? null : await this.find(admission, key);
    const readAt = found?.readAt ?? admission.upstream.readAt;
    return { asked: found?.at ?? this.clock.now(), readAt, key, kept: found };
  }

  private async find(admission: Admission, key: string): Promise<Kept | null> {
    return (await this.good(ownerOf(admission), key)) ?? this.good(everybodyAt(admission), key);
  }

  /** What is kept here may be what another replica was told is good no more. */
  private async good(owner: Owner, key: string): Promise<Kept | null> {
    const found = this.shelf.find(owner, key);
    if (found === null || found.readAt > (await this.shown.find(owner)).listsChanged) return found;
    this.shelf.delete(owner, key);
    return null;
  }

  /** Keeps an answer, if it is one that may be kept. @param body as it came, before anything is taken out of it */
  keep(admission: Admission, listing: Listing, id: RpcId | null, body: RpcBody): void {
    const result = listing.key === null || listing.kept !== null ? null : answerTo(id, body);
    const ttl = result === null ? 0 : timeToLive(result);
    if (listing.key === null || result === null || ttl === 0) return;
    const text = withoutTime(result);
    if (text.length > LARGEST) return;
    const owner = isPublic(result) ? everybodyAt(admission) : ownerOf(admission);
    const { asked: at, readAt } = listing;
    const until = at + Math.min(ttl, LONGEST_KEPT);
    this.shelf.put(owner, listing.key, { value: { result: text, ttl, at, readAt }, bytes: 2 * text.length, until });
  }

  /** The kept answer as the answer to this call; what is left of its time is told. */
  answer({ result, ttl, at }: Kept, id: RpcId): Buffer {
    const left = Math.max(0, ttl - (this.clock.now() - at));
    const members = result === '{}' ? '' : `,${result.slice(1, -1)}`;
    return Buffer.from(`{"jsonrpc":"2.0","id":${stringifyStrictJson(id)},"result":{"ttlMs":${left}${members}}}`);
  }

  /** When everybody's lists were last dropped, microseconds since 1970 by the clock of the database; 0 when they were not. */
  async changedAt(admission: Pick<Admission, 'upstream'>): Promise<number> {
    return (await this.shown.find(everybodyAt(admission))).listsChanged;
  }

  /**
   * The server said that there is something else now, or did not take what a client made of its list: no replica gives
   * what was asked for before, nor what is being asked for at this moment.
   */
  async drop(admission: Admission): Promise<void> {
    const make = (before: Shown, now: number): Shown => ({ ...before, listsChanged: now });
    await Promise.all([ownerOf(admission), everybodyAt(admission)].map((owner) => this.shown.change(owner, make)));
  }
}

/** Whether the server says that its answer is the same for everybody; what is not said is not assumed. */
export function isPublic(result: JsonObject): boolean {
  return result['cacheScope'] === 'public';
}

/** The complete result of the one call; null for anything else, such as an error or a question back. */
function answerTo(id: RpcId | null, { batch, messages: [message] }: RpcBody): JsonObject | null {
  if (batch || id === null || message?.kind !== 'response' || textOf(message.id) !== textOf(id)) return null;
  const { result } = message.raw;
  return isJsonObject(result) && (result['resultType'] ?? 'complete') === 'complete' ? result : null;
}

function withoutTime(result: JsonObject): string {
  const rest = { ...result };
  delete rest['ttlMs'];
  return stringifyStrictJson(rest);
}

/** Milliseconds; 0 for anything that is no such number. */
export function timeToLive({ ttlMs }: JsonObject): number {
  return typeof ttlMs === 'number' && Number.isSafeInteger(ttlMs) && ttlMs > 0 ? ttlMs : 0;
}

/**
 * Everything of a request that reaches the server and is not its id: what is not part of the key would let one caller
 * choose what another is told.
 */
function keyOf(request: IncomingMessage, { method, params }: RpcMessage): string | null {
  if (request.headers['tracestate'] !== undefined || Array.isArray(params)) return null;
  const meta = params?.['_meta'];
  if (isJsonObject(meta) && FOLLOWED.some((name) => Object.hasOwn(meta, name))) return null;
  if (params !== undefined && GOING_ON.some((name) => Object.hasOwn(params, name))) return null;
  const asked = [method, textOf(params), JSON.stringify(forwardedHeaders(request.rawHeaders))];
  const text = JSON.stringify(asked);
  return text.length > LONGEST_QUESTION ? null : createHash('sha256').update(text).digest('base64url');
}

function textOf(value: JsonValue | undefined): string {
  return value === undefined ? '' : stringifyStrictJson(value);
}
