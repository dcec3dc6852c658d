import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { Request } from 'express';
import { DEFAULT_PAGE, LARGEST_PAGE, type PageRequest } from '../kernel/page.js';
import { type FieldError, Problem } from '../kernel/problem.js';

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** Whether a text is a UUID in lower case, as every id of ours is. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** Reads one filter of a list. @throws Error with what is wrong, as `must be …` */
export type FilterReader = (text: string) => unknown;

/** The page that a list request asks for, and its filters; what was not given is undefined. */
export interface ListRequest<Filters> {
  readonly page: PageRequest;
  readonly filters: Filters;
}

/** What readers made of those parameters that were given. */
export type Read<Readers extends Readonly<Record<string, FilterReader>>> = {
  readonly [Name in keyof Readers]?: ReturnType<Readers[Name]>;
};

/**
 * `?after=<cursor>&limit=<1..200>` and the filters of a list. An unknown parameter is refused: ignored, a mistyped
 * filter would answer with everything.
 * @throws Problem 400 naming every wrong parameter
 */
export function readList<Readers extends Readonly<Record<string, FilterReader>>>(
  query: Request['query'],
  readers: Readers,
): ListRequest<Read<Readers>> {
  const read = readFilters(query, { ...readers, after: cursor, limit: pageSize });
  const { after = null, limit = DEFAULT_PAGE, ...filters } = read as Record<string, unknown> & Partial<PageRequest>;
  return { page: { after, limit }, filters: filters as Read<Readers> };
}

/**
 * The parameters of a request, by their readers; an unknown one is refused.
 * @throws Problem 400 naming every wrong parameter
 */
export function readFilters<Readers extends Readonly<Record<string, FilterReader>>>(
  query: Readonly<Record<string, unknown>>,
  readers: Readers,
): Read<Readers> {
  const errors: FieldError[] = [];
  const read: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(query)) {
    try {
      if (!Object.hasOwn(readers, name)) throw new Error('is not a parameter of this list');
      if (typeof value !== 'string') throw new Error('may be given once');
      read[name] = readers[name]?.(value);
    } catch (error) {
      errors.push({ pointer: name, detail: (error as Error).message });
    }
  }
  if (errors.length > 0) throw Problem.invalid(errors);
  return read as Read<Readers>;
}

/** The list that a request asks for, with the filters that this list has. */
export function ListQuery(readers: Readonly<Record<string, FilterReader>> = {}): ParameterDecorator {
  return createParamDecorator((_: unknown, context: ExecutionContext) =>
    readList(context.switchToHttp().getRequest<Request>().query, readers),
  )();
}

/** The filters that a request asks for where the answer is whole, never a page of it. */
export function FilterQuery(readers: Readonly<Record<string, FilterReader>>): ParameterDecorator {
  return createParamDecorator((_: unknown, context: ExecutionContext) =>
    readFilters(context.switchToHttp().getRequest<Request>().query, readers),
  )();
}

/** The page that a list without filters is asked for. */
export const PageQuery = createParamDecorator(
  (_: unknown, context: ExecutionContext): PageRequest =>
    readList(context.switchToHttp().getRequest<Request>().query, {}).page,
);

export const TAKES = 'gatehouse:takes';

/** Parameters of the query of a route that changes something; all others are refused before it is called. */
export const Takes = (...names: readonly string[]): MethodDecorator => SetMetadata(TAKES, names);

/** A filter that is an id. */
export function idFilter(text: string): string {
  if (!isUuid(text)) throw new Error('must be a UUID in lower case');
  return text;
}

/** A filter that is compared with a text. */
export function textFilter(text: string): string {
  // PostgreSQL stores no NUL, and would refuse the comparison.
  if (text === '' || text.length > 512 || /\p{Cc}/u.test(text))
    throw new Error('must be a text of 1 to 512 characters');
  return text;
}

/** A filter that is one of some words. */
export function wordFilter<Word extends string>(...words: readonly Word[]): (text: string) => Word {
  return (text) => {
    const word = words.find((candidate) => candidate === text);
    if (word === undefined) throw new Error(`must be one of ${words.join(', ')}`);
    return word;
  };
}

/** A filter that is a time (RFC 3339 §5.6), or a date alone for its midnight UTC. */
export function timeFilter(text: string): Date {
  const match = /^(\d{4}-\d\d-\d\d)(?:T\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d))?$/i.exec(text);
  const time = new Date(text.toUpperCase());
  const day = new Date(match?.[1] ?? '');
  // Date takes the 30th of February for the 1st or 2nd of March.
  if (match === null || Number.isNaN(+time) || Number.isNaN(+day) || day.toISOString().slice(0, 10) !== match[1]) {
    throw new Error('must be a time such as 2026-01-31T00:00:00Z, or a date such as 2026-01-31');
  }
  if (+time < 0) throw new Error('must be in 1970 or later');
  return time;
}

function cursor(text: string): string {
  const id = Buffer.from(text, 'base64url').toString('latin1');
  if (!isUuid(id)) throw new Error('is not a cursor of this list');
  return id;
}

/** A filter that says how many a page has. */
export function pageSize(text: string): number {
  const size = Number(text);
  if (!/^\d{1,4}$/.test(text) || size < 1 || size > LARGEST_PAGE) {
    throw new Error(`must be a whole number from 1 to ${LARGEST_PAGE}`);
  }
  return size;
}
