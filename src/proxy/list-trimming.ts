import { Injectable } from '@nestjs/common';
import {
  isSubject,
  readRpcMessages,
  refuseLookalikes,
  type RpcBody,
  type RpcMessage,
  RpcShapeError,
} from '../kernel/rpc-message.js';
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  parseStrictJson,
  StrictJsonError,
} from '../kernel/strict-json.js';
import { type Listed, Policy } from '../policy/policy.contract.js';
import { isPublic, ListCache, timeToLive } from './discovery/list-cache.js';
import { KnownTools } from './discovery/known-tools.js';
import { FollowedRules } from './discovery/followed-rules.js';
import { acknowledgedResources, updatedResource } from './discovery/subscription.rules.js';
import type { Admission } from './gate-request.js';
import type { DecidedCall } from './relay.js';

interface Kind {
  readonly kind: Listed['kind'];
  /** What an element is called, when it is used. */
  readonly called: 'name' | 'uri' | 'uriTemplate';
}

/** What the members of list results hold. A template is decided on as if it were the URI that it looks like. */
const LISTS: ReadonlyMap<string, Kind> = new Map([
  ['tools', { kind: 'tool', called: 'name' }],
  ['prompts', { kind: 'prompt', called: 'name' }],
  ['resources', { kind: 'resource', called: 'uri' }],
  ['resourceTemplates', { kind: 'resource', called: 'uriTemplate' }],
]);
const MEMBERS = [...LISTS.keys()];

/** Values from which far more memory is made than of any list that a person could look through. */
export const VALUES = 400_000;

/** Takes out of lists what the caller may not use, by the policy that decides on the calls, and learns from what is left. */
@Injectable()
export class ListTrimming {
  constructor(
    private readonly policy: Policy,
    private readonly rules: FollowedRules,
    private readonly cache: ListCache,
    private readonly tools: KnownTools,
  ) {}

  /**
   * @param strict whether lists were asked for, so that every result must be such that lists in it would be seen
   * @returns the messages as the caller may see them, none at all when all of them were taken out; null when there is
   *   neither a list in them nor news of one
   * @throws StrictJsonError or RpcShapeError for what could be read in two ways
   */
  async trimmed(call: DecidedCall, bytes: Buffer, strict: boolean): Promise<RpcBody | null> {
    const body = readRpcMessages(parseStrictJson(bytes, { values: VALUES }));
    if (call.listing !== undefined) this.cache.keep(call.admission, call.listing, call.id, body);
    const messages: RpcMessage[] = [];
    let touched = strict;
    for (const message of body.messages) {
      const result = message.raw['result'];
      if (message.kind !== 'response') {
        if (await this.mayHear(call.admission, message)) messages.push(message);
        else touched = true;
        continue;
      }
      messages.push(message);
      if (result === undefined) continue;
      if (isJsonObject(result)) touched = (await this.trim(call, result)) || touched;
      else if (strict) throw new RpcShapeError('result is not an object');
    }
    return touched ? { ...body, messages } : null;
  }

  /** Keeps an answer that has no list in it. @returns what came */
  keep({ admission, listing, id }: DecidedCall, bytes: Buffer): Buffer {
    try {
      if (listing !== undefined) this.cache.keep(admission, listing, id, readRpcMessages(parseStrictJson(bytes)));
    } catch (error) {
      // It is not kept, then.
      if (!(error instanceof StrictJsonError || error instanceof RpcShapeError)) throw error;
    }
    return bytes;
  }

  /** From now on the rules are those of the time at which something of a stream is given, not of when it was opened. */
  follow(admission: Admission): void {
    this.rules.follow(admission);
  }

  /** The server refused a call as one that does not fit its lists. */
  doubt(admission: Admission): Promise<void> {
    return this.cache.drop(admission);
  }

  /** News about a resource is for those who may read it; other news says nothing of what there is. */
  private async mayHear(admission: Admission, message: RpcMessage): Promise<boolean> {
    const { method } = message;
    if (method === undefined) return true;
    if (/^notifications\/(tools|prompts|resources)\/list_changed$/.test(method)) {
      // Before it is passed on: whoever hears of it asks anew, wherever that comes to.
      await Promise.all([this.cache.drop(admission), method.includes('tools') && this.tools.drop(admission)]);
    }
    const uri = updatedResource(message);
    if (uri !== null) return (await this.admitted(admission, [uri], 'resource')).length > 0;
    const acknowledged = acknowledgedResources(message);
    if (acknowledged !== null) {
      acknowledged.resourceSubscriptions = await this.admitted(
        admission,
        acknowledged.resourceSubscriptions,
        'resource',
      );
    }
    return true;
  }

  /** @returns whether the result holds lists */
  private async trim(call: DecidedCall, result: JsonObject): Promise<boolean> {
    refuseLookalikes(result, MEMBERS);
    const [wasPublic, ttl] = [isPublic(result), timeToLive(result)];
    let lists = 0;
    for (const [member, kind] of LISTS) {
      const elements = result[member];
      if (elements === undefined) continue;
      if (!Array.isArray(elements)) throw new RpcShapeError(`${member} is not an array`);
      result[member] = await this.usable(call.admission, elements, kind);
      lists++;
    }
    // What is right for this caller is not for the next (MCP 2026-07-28, Cache Scope).
    if (lists > 0 && (result['cacheScope'] !== undefined || result['ttlMs'] !== undefined)) {
      result['cacheScope'] = 'private';
    }
    const { tools } = result;
    if (call.listing !== undefined && Array.isArray(tools)) {
      const { asked, readAt } = call.listing;
      await this.tools.learn(call.admission, { asked, readAt, ttl, isPublic: wasPublic, tools });
    }
    return lists > 0;
  }

  /** What cannot be named in a call is left out: nothing can be decided on it. */
  private async usable(admission: Admission, elements: JsonValue[], { kind, called }: Kind): Promise<JsonValue[]> {
    const named: JsonObject[] = [];
    const names: string[] = [];
    for (const element of elements) {
      if (!isJsonObject(element)) continue;
      const name = element[called];
      if (!isSubject(name)) continue;
      refuseLookalikes(element, [called]);
      named.push(element);
      names.push(name);
    }
    const verdicts = await this.verdicts(admission, names, kind);
    return named.filter((_, index) => verdicts[index] === true);
  }

  private async admitted(admission: Admission, names: readonly JsonValue[], kind: Listed['kind']): Promise<string[]> {
    const named = names.filter(isSubject);
    const verdicts = await this.verdicts(admission, named, kind);
    return named.filter((_, index) => verdicts[index] === true);
  }

  private async verdicts(
    admission: Admission,
    names: readonly string[],
    kind: Listed['kind'],
  ): Promise<readonly boolean[]> {
    if (names.length === 0) return [];
    const now = await this.rules.now(admission);
    if (now === null) return names.map(() => false);
    return this.policy.admits(
      now,
      names.map((name) => ({ kind, name })),
    );
  }
}
