import { createParamDecorator, type ExecutionContext, Injectable, type PipeTransform, type Type } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import type { Request } from 'express';
import { type FieldError, Problem } from '../kernel/problem.js';
import { isJsonObject, type JsonObject, parseStrictJson, plainJson, StrictJsonError } from '../kernel/strict-json.js';
import { BodyTooLarge, readBody, UnreadableBody } from './read-body.js';

const LARGEST_BODY = 1024 * 1024;

/** A JSON object as it came, before anybody has looked at its fields. */
export type JsonFields = Readonly<Record<string, unknown>>;

/** A body, and the same as the strict reader made it: there numbers keep their text. */
export interface StrictBody {
  readonly fields: JsonFields;
  readonly value: JsonObject;
}

@Injectable()
class ReadJson implements PipeTransform<Request, Promise<JsonFields>> {
  async transform(request: Request): Promise<JsonFields> {
    return jsonFields(request);
  }
}

@Injectable()
class ReadStrictJson implements PipeTransform<Request, Promise<StrictBody>> {
  transform(request: Request): Promise<StrictBody> {
    return read(request);
  }
}

async function read(request: Request): Promise<StrictBody> {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw new Problem(415, 'The content type must be application/json.');
  try {
    const value = parseStrictJson(await bodyBytes(request));
    if (!isJsonObject(value)) throw new Problem(400, 'The body must be a JSON object.');
    return { value, fields: plainJson(value) as JsonFields };
  } catch (error) {
    if (error instanceof StrictJsonError) throw new Problem(400, `The body is not JSON: ${error.message}`);
    throw error;
  }
}

const bodies = new WeakMap<Request, Promise<Buffer>>();

/** A whole body; whoever looks at it first leaves it to the next. @throws Problem 413, 400 */
export function bodyBytes(request: Request): Promise<Buffer> {
  const known = bodies.get(request) ?? readBody(request, LARGEST_BODY).catch(refuseBody);
  bodies.set(request, known);
  return known;
}

function refuseBody(error: unknown): never {
  if (error instanceof BodyTooLarge) throw new Problem(413, `The body may have at most ${error.limit} bytes.`);
  if (error instanceof UnreadableBody) throw new Problem(400, error.message);
  throw error;
}

/** The same where no decorator can be: an error has a shape of its own there. @throws Problem */
export async function jsonFields(request: Request): Promise<JsonFields> {
  return (await read(request)).fields;
}

const RawRequest = createParamDecorator((_: unknown, context: ExecutionContext) =>
  context.switchToHttp().getRequest<Request>(),
);

/** The JSON object in the body; its fields are checked by {@link examined} against the whole resulting thing. */
export const JsonBody = (): ParameterDecorator => RawRequest(new ReadJson());

/** The same, for a body of which a part is decided on as it came. */
export const StrictJsonBody = (): ParameterDecorator => RawRequest(new ReadStrictJson());

/** What is wrong with a body, gathered until all of it is known. */
export class WrongFields {
  private readonly errors: FieldError[];

  constructor(errors: readonly FieldError[] = []) {
    this.errors = [...errors];
  }

  /** @param name of a member of the body, or of one within one within it, the outermost first */
  add(name: string | readonly string[], detail: string): void {
    const pointer = [name].flat().reduce(pointerTo, '');
    this.errors.push({ pointer, detail });
  }

  /** Whether the member, or something in it, is wrong already: then a look at the database is pointless. */
  has(name: string): boolean {
    const pointer = pointerTo('', name);
    return this.errors.some((error) => error.pointer === pointer || error.pointer.startsWith(`${pointer}/`));
  }

  /** @throws Problem 400 that names every wrong field by JSON pointer, if there is one */
  refuse(): void {
    if (this.errors.length > 0) throw Problem.invalid(this.errors);
  }
}

/** A body as an instance of its request class, and what is wrong with it so far. */
export interface Examined<T> {
  readonly value: T;
  readonly wrong: WrongFields;
}

/** Checks a body against the rules of its request class; the caller adds what only the database knows, then refuses. */
export function examined<T extends object>(type: Type<T>, fields: JsonFields): Examined<T> {
  const unread = unreadNames(fields, '');
  const readable = unread.length === 0 ? fields : withoutUnread(fields);
  const value = plainToInstance(type, readable as JsonFields, { enableImplicitConversion: false });
  const errors = validateSync(value, { whitelist: true, forbidNonWhitelisted: true });
  const wrong = [...unread, ...errors.flatMap((error) => fieldErrors(error, ''))];
  return { value, wrong: new WrongFields(wrong) };
}

const NOT_A_FIELD = 'is not a field of this resource';

/** One error for each place: what is wrong with a thing as a whole comes before what is wrong within it. */
function fieldErrors(error: ValidationError, parent: string): FieldError[] {
  const pointer = pointerTo(parent, error.property);
  const [broken] = Object.entries(error.constraints ?? {});
  if (broken === undefined) return (error.children ?? []).flatMap((child) => fieldErrors(child, pointer));
  const [rule, text] = broken;
  return [{ pointer, detail: rule === 'whitelistValidation' ? NOT_A_FIELD : text }];
}

/** class-transformer drops these names in silence, so that nobody could tell the caller that they are unknown. */
function unreadNames(value: unknown, parent: string): FieldError[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const pointer = pointerTo(parent, name);
    const unread = name in Object.prototype ? [{ pointer, detail: NOT_A_FIELD }] : [];
    return [...unread, ...unreadNames(member, pointer)];
  });
}

/** Nor may it meet them: a member `constructor` would be called as one. */
function withoutUnread(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutUnread);
  const members = Object.entries(value).filter(([name]) => !(name in Object.prototype));
  return Object.fromEntries(members.map(([name, member]) => [name, withoutUnread(member)]));
}

function pointerTo(parent: string, name: string): string {
  return `${parent}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
