import { Injectable } from '@nestjs/common';
import { isSubject, readRpcMessages, refuseLookalikes, type RpcBody, RpcShapeError } from '../kernel/rpc-message.js';
import { isJsonObject, type JsonObject, type JsonValue, parseStrictJson } from '../kernel/strict-json.js';
import { type Listed, Policy, type PolicyCaller } from '../policy/policy.contract.js';

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
const NEEDLES = MEMBERS.map((member) => Buffer.from(`"${member}"`));

/** Methods whose answer names what can be used; 2026-07-28 has no further ones. */
export const LIST_METHODS: ReadonlySet<string> = new Set([
  'tools/list',
  'prompts/list',
  'resources/list',
  'resources/templates/list',
]);

/** Bytes from which far more memory is made than of any list that a person could look through. */
export const VALUES = 400_000;

/** Takes out of lists what the caller may not use, by the policy that decides on the calls. */
@Injectable()
export class ListTrimming {
  constructor(private readonly policy: Policy) {}

  /**
   * @param strict whether lists were asked for, so that every result must be such that lists in it would be seen
   * @returns the messages as the caller may see them; null when there is no list in them
   * @throws StrictJsonError or RpcShapeError for what could be read in two ways
   */
  async trimmed(caller: PolicyCaller, bytes: Buffer, strict: boolean): Promise<RpcBody | null> {
    const body = readRpcMessages(parseStrictJson(bytes, { values: VALUES }));
    let lists = 0;
    for (const { kind, raw } of body.messages) {
      const result = raw['result'];
      if (kind !== 'response' || result === undefined) continue;
      if (isJsonObject(result)) lists += await this.trim(caller, result);
      else if (strict) throw new RpcShapeError('result is not an object');
    }
    return strict || lists > 0 ? body : null;
  }

  /** @returns how many lists the result holds */
  private async trim(caller: PolicyCaller, result: JsonObject): Promise<number> {
    refuseLookalikes(result, MEMBERS);
    let lists = 0;
    for (const [member, kind] of LISTS) {
      const elements = result[member];
      if (elements === undefined) continue;
      if (!Array.isArray(elements)) throw new RpcShapeError(`${member} is not an array`);
      result[member] = await this.admitted(caller, elements, kind);
      lists++;
    }
    // What is right for this caller is not for the next (MCP 2026-07-28, Cache Scope).
    if (lists > 0 && (result['cacheScope'] !== undefined || result['ttlMs'] !== undefined)) {
      result['cacheScope'] = 'private';
    }
    return lists;
  }

  /** What cannot be named in a call is left out: nothing can be decided on it. */
  private async admitted(caller: PolicyCaller, elements: JsonValue[], { kind, called }: Kind): Promise<JsonValue[]> {
    const usable: JsonObject[] = [];
    const listed: Listed[] = [];
    for (const element of elements) {
      if (!isJsonObject(element)) continue;
      const name = element[called];
      if (!isSubject(name)) continue;
      refuseLookalikes(element, [called]);
      usable.push(element);
      listed.push({ kind, name });
    }
    if (listed.length === 0) return [];
    const verdicts = await this.policy.admits(caller, listed);
    return usable.filter((_, index) => verdicts[index] === true);
  }
}

/** Whether there may be a list in what no list was asked for: looked for without reading, since most answers have none. */
export function mayHoldList(bytes: Buffer): boolean {
  return NEEDLES.some((needle) => bytes.includes(needle));
}
