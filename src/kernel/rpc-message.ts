import type { JsonTexts } from './json-texts.js';
import { isJsonObject, JsonNumber, type JsonObject, type JsonValue } from './json-value.js';

/** A request's id; numbers keep their text (see `JsonNumber`), so an answer can repeat it exactly. */
export type RpcId = string | number | JsonNumber;

/** A call that expects an answer. */
export interface RpcRequest extends RpcCall {
  readonly kind: 'request';
  readonly id: RpcId;
}

/** A call without id: no answer comes, but a careless server may still act on it, so it is decided like a request. */
export interface RpcNotification extends RpcCall {
  readonly kind: 'notification';
  readonly id?: undefined;
}

interface RpcCall {
  readonly method: string;
  /** What the method is applied to: `params.name` or `params.uri`, for the methods in `SUBJECTS` only. */
  readonly name?: string;
  readonly params?: JsonObject | JsonValue[];
  /** The whole message: what may be forwarded, re-serialised. */
  readonly raw: JsonObject;
  /** Of what in it came just as it would be re-serialised. */
  readonly texts?: JsonTexts;
}

/** The caller's answer to a request of the server (sampling, elicitation, ping). */
export interface RpcResponse {
  readonly kind: 'response';
  readonly method?: undefined;
  readonly name?: undefined;
  readonly params?: undefined;
  /** null, or left out, only with an error that could not be tied to a request (JSON-RPC 2.0 §5). */
  readonly id?: RpcId | null;
  readonly raw: JsonObject;
  readonly texts?: JsonTexts;
}

export type RpcMessage = RpcRequest | RpcNotification | RpcResponse;

/** One HTTP body: a message, or a batch of them in order. */
export interface RpcBody {
  readonly batch: boolean;
  readonly messages: readonly RpcMessage[];
}

/** A body that is not JSON-RPC 2.0 (§5.1 "Invalid Request"). The text is our own ASCII and may be answered. */
export class RpcShapeError extends Error {
  override readonly name = 'RpcShapeError';
  readonly code = -32600;
}

/** The most messages one batch may hold: each costs a policy decision and an evidence row. */
const BATCH_LIMIT = 100;

/** The member of params that says what a method is applied to; policy decides on it, so it must be there. */
const SUBJECTS: ReadonlyMap<string, 'name' | 'uri'> = new Map([
  ['tools/call', 'name'],
  ['prompts/get', 'name'],
  ['resources/read', 'uri'],
  ['resources/subscribe', 'uri'],
  ['resources/unsubscribe', 'uri'],
]);

/** The same of what a completion refers to, by its type. */
const REFERENCES: ReadonlyMap<string, 'name' | 'uri'> = new Map([
  ['ref/prompt', 'name'],
  ['ref/resource', 'uri'],
]);

/**
 * MCP 2026-07-28 no longer has them, and wants them answered as unknown, whatever their params. Without any URI there is
 * nothing that a server could apply them to.
 */
const ONCE = new Set(['resources/subscribe', 'resources/unsubscribe']);

/**
 * What is written into evidence and read by policy: bounded, and without the control characters that PostgreSQL (NUL) and
 * readers of logs cannot take.
 */
const METHOD = /^[\x21-\x7e]{1,128}$/;
const SUBJECT = /^\P{Cc}{1,2048}$/u;

const MESSAGE_MEMBERS = ['jsonrpc', 'id', 'method', 'params', 'result', 'error'];
const SUBJECT_MEMBERS = ['name', 'uri', 'arguments'];

/**
 * Reads what the gate decides on, for MCP and for A2A over JSON-RPC: nothing but `name` depends on the method.
 * @param texts of the value, when it is one message that is going to be sent on as it is; batches are always written anew
 * @throws RpcShapeError when any message of the body is not JSON-RPC 2.0
 */
export function readRpcMessages(value: JsonValue, texts?: JsonTexts): RpcBody {
  if (!Array.isArray(value)) return { batch: false, messages: [readMessage(value, texts)] };
  if (value.length === 0) throw new RpcShapeError('empty batch'); // JSON-RPC 2.0 §6
  if (value.length > BATCH_LIMIT) throw new RpcShapeError(`batch of more than ${BATCH_LIMIT} messages`);
  const messages = value.map((one) => readMessage(one));
  refuseSharedIds(messages);
  return { batch: true, messages };
}

function readMessage(value: JsonValue, texts?: JsonTexts): RpcMessage {
  if (!isJsonObject(value)) throw new RpcShapeError('message is not an object');
  if (value['jsonrpc'] !== '2.0') throw new RpcShapeError('jsonrpc is not "2.0"');
  refuseLookalikes(value, MESSAGE_MEMBERS);
  const whole = { raw: value, ...(texts === undefined ? {} : { texts }) };
  if (!has(value, 'method')) return readResponse(whole);
  // A reader that looks for `result` first would take such a message for something else than we decided on.
  if (has(value, 'result') || has(value, 'error')) throw new RpcShapeError('message is both a call and an answer');
  return readCall(whole);
}

type Whole = Pick<RpcMessage, 'raw' | 'texts'>;

function readCall(whole: Whole): RpcRequest | RpcNotification {
  const { raw } = whole;
  const { method, params, id } = raw;
  if (typeof method !== 'string' || !METHOD.test(method)) throw new RpcShapeError('method is not a name');
  if (params !== undefined && !Array.isArray(params) && !isJsonObject(params)) {
    throw new RpcShapeError('params is neither an object nor an array'); // JSON-RPC 2.0 §4.2
  }
  const name = subjectOf(method, params);
  if (method === 'completion/complete') checkCompletion(params);
  const call = {
    method,
    ...(name === undefined ? {} : { name }),
    ...(params === undefined ? {} : { params }),
    ...whole,
  };
  if (!has(raw, 'id')) return { kind: 'notification', ...call };
  // MCP is narrower than JSON-RPC here: a request's id MUST NOT be null.
  if (!isRpcId(id)) throw new RpcShapeError('id is neither a string nor a number');
  return { kind: 'request', id, ...call };
}

function readResponse(whole: Whole): RpcResponse {
  const { raw } = whole;
  const { id, error } = raw;
  if (has(raw, 'params')) throw new RpcShapeError('params without a method');
  if (has(raw, 'result') === has(raw, 'error')) {
    throw new RpcShapeError('message has neither a method nor exactly one of result and error');
  }
  if (error !== undefined && !isError(error)) throw new RpcShapeError('error has no number code and string message');
  const unbound = error !== undefined && (id === undefined || id === null);
  if (!unbound && !isRpcId(id)) throw new RpcShapeError('id is neither a string nor a number');
  return { kind: 'response', ...(id === undefined ? {} : { id: id }), ...whole };
}

function subjectOf(method: string, params: JsonValue | undefined): string | undefined {
  const member = SUBJECTS.get(method);
  if (member === undefined) return undefined;
  if (ONCE.has(method) && (params === undefined || (isJsonObject(params) && !has(params, member)))) {
    refuseLookalikes(params ?? {}, SUBJECT_MEMBERS);
    return undefined;
  }
  const subject = isJsonObject(params) && has(params, member) ? params[member] : undefined;
  if (typeof subject !== 'string') throw new RpcShapeError(`${method} without a string params.${member}`);
  if (!SUBJECT.test(subject)) throw new RpcShapeError(`params.${member} is too long, empty or has control characters`);
  refuseLookalikes(params as JsonObject, SUBJECT_MEMBERS);
  return subject;
}

/** Whether policy can decide on a call of what is called so: a subject is bounded, and without control characters. */
export function isSubject(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && SUBJECT.test(value);
}

/** What a completion is about says its own kind; there is one way to read it, or none. */
function checkCompletion(params: JsonValue | undefined): void {
  const ref = isJsonObject(params) && has(params, 'ref') ? params['ref'] : undefined;
  if (!isJsonObject(ref)) throw new RpcShapeError('completion/complete without an object params.ref');
  const type = has(ref, 'type') ? ref['type'] : undefined;
  const member = typeof type === 'string' ? REFERENCES.get(type) : undefined;
  if (member === undefined) throw new RpcShapeError('params.ref is neither a ref/prompt nor a ref/resource');
  const subject = has(ref, member) ? ref[member] : undefined;
  if (!isSubject(subject)) {
    throw new RpcShapeError(`params.ref.${member} is no text, too long, empty or has control characters`);
  }
  refuseLookalikes(params as JsonObject, ['ref', 'argument']);
  refuseLookalikes(ref, ['type', 'name', 'uri']);
}

/**
 * Some readers (Go's encoding/json) match member names without regard to case, the last one winning: to them `Method`
 * overrules the `method` we decided on. Both foldings, because Unicode has lower-case letters (U+017F) and capitals
 * (U+212A) that only one of them turns into ASCII.
 * @throws RpcShapeError
 */
export function refuseLookalikes(object: JsonObject, members: readonly string[]): void {
  for (const name of Object.keys(object)) {
    if (members.includes(name)) continue;
    const folded = foldedCase(name);
    if (members.some((member) => member.length === folded.length && foldedCase(member) === folded)) {
      throw new RpcShapeError('member name differs from a defined one only in case');
    }
  }
}

function foldedCase(name: string): string {
  return name.toLowerCase().toUpperCase().toLowerCase();
}

/** An answer, or a refusal of ours, could not be told apart from another's: MCP demands ids to be unique. */
function refuseSharedIds(messages: readonly RpcMessage[]): void {
  const seen = new Set<string>();
  for (const { kind, id } of messages) {
    if (kind !== 'request') continue;
    const key = rpcIdKey(id);
    if (seen.has(key)) throw new RpcShapeError('two requests of the batch share an id');
    seen.add(key);
  }
}

/** A text that is the same for ids that most readers take for one (1 and 1.0), and for no others: "1" is not 1. */
export function rpcIdKey(id: RpcId): string {
  return typeof id === 'string' ? `"${id}` : String(Number(id));
}

/** Whether a value can be the id of a request. */
export function isRpcId(id: JsonValue | undefined): id is RpcId {
  return typeof id === 'string' || isNumber(id);
}

function isNumber(value: JsonValue | undefined): value is number | JsonNumber {
  return typeof value === 'number' || value instanceof JsonNumber;
}

function isError(error: JsonValue): boolean {
  return isJsonObject(error) && isNumber(error['code']) && typeof error['message'] === 'string';
}

/** Own members only, so that a value built elsewhere cannot lend one from a prototype. */
function has(object: JsonObject, name: string): boolean {
  return Object.hasOwn(object, name);
}
