import { randomUUID } from 'node:crypto';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { EXAMPLE } from '../../src/http/openapi/described-fields.js';
import { SECRET_NAME } from '../../src/http/openapi/documented-answers.js';
import type { Answer, TestGatehouse } from '../support/gatehouse.js';
import { type Documented, type Json, operationsOf } from './operations.js';

/** How an operation is called. */
export interface Call {
  readonly path?: string;
  readonly token?: string | null;
  readonly body?: unknown;
  readonly type?: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether it is about what all operations of administration have in common. */
  readonly common?: true;
}

/** Calls operations of the document, holds each answer against it, and remembers which were seen. */
export class Walked {
  readonly operations: readonly Documented[];
  /** By operation. */
  readonly seen = new Map<string, Set<string>>();
  /** The same, of what all operations of administration have in common. */
  readonly seenInCommon = new Map<string, Set<string>>();
  /** What differs between document and answers. */
  readonly faults: string[] = [];
  private readonly ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  private readonly compiled = new Map<string, ValidateFunction>();
  private count = 0;

  constructor(
    private readonly gatehouse: TestGatehouse,
    readonly document: Record<string, Json>,
    /** What stands in the place of example ids. */
    private readonly known: Readonly<Record<keyof typeof EXAMPLE, string>>,
  ) {
    this.operations = operationsOf(document);
    // Answers are checked to have nothing that the document does not name.
    this.ajv.addSchema({ $id: 'document', ...(closed(document) as object) });
  }

  find(id: string): Documented {
    const found = this.operations.find((operation) => operation.id === id);
    if (found === undefined) throw new Error(`no operation ${id}`);
    return found;
  }

  async call(id: string, call: Call = {}): Promise<Answer> {
    const { path, token, body, type = 'application/json', query = '', headers = {}, common } = call;
    const { verb, path: template } = this.find(id);
    const bearer = token === undefined ? await this.gatehouse.admin() : token;
    const sent = typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await this.gatehouse.request(verb.toUpperCase(), (path ?? nowhere(template)) + query, {
      headers: {
        ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
        ...(body === undefined ? {} : { 'content-type': type }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: sent }),
    });
    this.check(id, answer, common === true ? this.seenInCommon : this.seen);
    return answer;
  }

  /** Holds an answer against the document. */
  check(id: string, answer: Answer, seen = this.seen): void {
    const { operation } = this.find(id);
    const status = String(answer.status);
    seen.set(id, (seen.get(id) ?? new Set()).add(status));
    // Of pages the document says once how they refuse.
    const paged = Object.keys(operation['responses'].default?.content ?? {}).includes('text/html');
    const response = operation['responses'][status] ?? (paged ? operation['responses'].default : undefined);
    const fault = (text: string): void => void this.faults.push(`${id} ${status}: ${text}`);
    if (response === undefined) return fault(`is not documented: ${answer.text.slice(0, 200)}`);
    wrongHeaders(answer, response, 'x-administers' in operation).forEach(fault);
    if (answer.text !== '') this.wrongIn(id, answer, response).forEach(fault);
  }

  /** What of an answer's body is not as the document says. */
  private wrongIn(id: string, answer: Answer, response: Json): readonly string[] {
    const { path, verb } = this.find(id);
    const type = answer.headers.get('content-type')?.split(';')[0] ?? '';
    if (response.content !== undefined && !(type in response.content)) return [`has type ${type}`];
    if (!/json$/.test(type) || response.content?.[type]?.schema === undefined) return [];
    const status = String(answer.status);
    const validate = this.validatorOf(['paths', path, verb, 'responses', status, 'content', type, 'schema']);
    const wrong = validate(answer.body) ? [] : [this.ajv.errorsText(validate.errors)];
    const told = answer.status < 400 ? this.told(id, answer, response) : [];
    return [...wrong, ...told.map((name) => `shows ${name}`)];
  }

  /** Secrets in an answer that the document does not announce. */
  private told(id: string, { body }: Answer, response: Json): readonly string[] {
    if (id === 'oauth.token' || id === 'openapi_json') return [];
    const shown: readonly string[] = response['x-shown-once'] ?? [];
    return secretNames(body).filter((name) => !shown.includes(name));
  }

  /** The example of an operation, with what there is in the place of example ids; `fresh` makes names new. */
  example(id: string, fresh: boolean): Record<string, Json> {
    const { operation } = this.find(id);
    const $ref = operation['requestBody']?.content['application/json'].schema.$ref as string;
    const [example] = this.document['components'].schemas[$ref.split('/').at(-1) ?? ''].examples ?? [];
    if (example === undefined) throw new Error(`${id} has no example`);
    const text = Object.entries(EXAMPLE).reduce(
      (json, [name, value]) =>
        json.replaceAll(JSON.stringify(value), JSON.stringify(this.known[name as keyof typeof EXAMPLE])),
      JSON.stringify(example),
    );
    return fresh
      ? renamed(JSON.parse(text) as Record<string, Json>, ++this.count, this.known.issuer)
      : (JSON.parse(text) as Record<string, Json>);
  }

  private validatorOf(pointer: readonly string[]): ValidateFunction {
    const fragment = pointer
      .map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
      .join('/');
    const known = this.compiled.get(fragment) ?? this.ajv.compile({ $ref: `document#/${fragment}` });
    this.compiled.set(fragment, known);
    return known;
  }
}

/** Headers that an answer has and the document does not say, and a tag that it says and the answer has not. */
function wrongHeaders({ headers }: Answer, response: Json, administered: boolean): readonly string[] {
  const said = Object.keys(response.headers ?? {}).map((name) => name.toLowerCase());
  const unsaid = ['etag', 'idempotency-replayed'].filter((name) => headers.has(name) && !said.includes(name));
  const lacks = administered && said.includes('etag') && !headers.has('etag') ? ['lacks etag'] : [];
  return [...unsaid.map((name) => `has ${name}`), ...lacks];
}

/** A path at which nothing is. */
export function nowhere(template: string): string {
  return template.replace(/\{\w+\}/g, () => randomUUID());
}

/** Objects whose members are all named have no others. */
function closed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(closed);
  const whole = Object.fromEntries(Object.entries(value).map(([name, member]) => [name, closed(member)]));
  const open = whole['type'] === 'object' && 'properties' in whole && !('additionalProperties' in whole);
  return open && !('in' in whole) ? { ...whole, additionalProperties: false } : whole;
}

const NAMING = ['email', 'name', 'slug', 'issuer', 'subject', 'client_name'];

function renamed(example: Record<string, Json>, count: number, trusted: string): Record<string, Json> {
  const changed = Object.entries(example).map(([name, value]) => {
    if (name === 'range') return [name, `203.0.${count}.0/24`];
    if (!NAMING.includes(name) || typeof value !== 'string') return [name, value];
    if (name === 'issuer' && value === trusted) return [name, value];
    return [
      name,
      name === 'email' ? `n${count}.${value}` : name === 'issuer' ? `${value}/${count}` : `${value}-${count}`,
    ];
  });
  return Object.fromEntries(changed) as Record<string, Json>;
}

function secretNames(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = Array.isArray(value)
    ? []
    : Object.entries(value).filter(
        // A setting says of itself whether it is one.
        ([name, member]) =>
          SECRET_NAME.test(name) && typeof member === 'string' && !(name === 'value' && isNoSecret(value)),
      );
  return [...own.map(([name]) => name), ...Object.values(value).flatMap(secretNames)];
}

function isNoSecret(value: object): boolean {
  return 'secret' in value && value.secret === false;
}
