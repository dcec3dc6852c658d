import { Problem } from '../kernel/problem.js';
import { type Access, ACCESS } from './declared-access.js';
import { BULK } from './bulk.js';
import { TAKES } from './page-query.js';
import { VERSIONED, type Versioned } from './versioned.js';

/** What metadata say of a route that all routes of administration have in common. */
export interface StyledRoute {
  readonly access: Access | undefined;
  /** Whether it changes whatever a filter finds. */
  readonly isBulk: boolean;
  readonly versioned: Versioned | undefined;
  /** Parameters of its query beside `dry_run`, of one that changes something. */
  readonly takes: readonly string[];
}

/** As Nest's `Reflector` looks a word up at a method and at its class. */
interface Metadata {
  getAllAndOverride(key: string, targets: (() => unknown)[]): unknown;
}

/** Interceptors do what this says, and the OpenAPI document says it. */
export function styleOf(metadata: Metadata, handler: () => unknown, controller: () => unknown): StyledRoute {
  const route = [handler, controller];
  return {
    access: metadata.getAllAndOverride(ACCESS, route) as Access | undefined,
    isBulk: metadata.getAllAndOverride(BULK, [handler]) === true,
    versioned: metadata.getAllAndOverride(VERSIONED, route) as Versioned | undefined,
    takes: (metadata.getAllAndOverride(TAKES, [handler]) as readonly string[] | undefined) ?? [],
  };
}

export function isAdministration({ access }: StyledRoute): boolean {
  return access?.who === 'administrator';
}

/** Whether a method changes nothing. @param method in capitals, as of all functions here */
export function isReading(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** Whether `Idempotency-Key` is honoured. */
export function isRepeatable(route: StyledRoute, method: string): boolean {
  return isAdministration(route) && method === 'POST';
}

/** Whether `dry_run` is honoured. */
export function canBeTried(route: StyledRoute, method: string): boolean {
  return isAdministration(route) && (route.isBulk || method === 'DELETE');
}

/** Whether an answer that shows one thing carries an `ETag`: of what was just made, that of where it is now (RFC 9110 §15.3.2). */
export function isTagged(route: StyledRoute, method: string, made: boolean): boolean {
  return isAdministration(route) && (isReading(method) || method === 'PATCH' || (method === 'POST' && made));
}

/** What a well-formed `Idempotency-Key` is. */
export const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;

/** How a request with an `Idempotency-Key` is refused. */
export const KEY_REFUSALS = {
  malformed: () => new Problem(400, 'Idempotency-Key must be 1 to 255 visible characters of ASCII.'),
  another: () => new Problem(422, 'This Idempotency-Key belongs to another request.'),
  running: () =>
    new Problem(409, 'The request with this Idempotency-Key is being carried out.', [], { 'retry-after': '1' }),
  lost: () => Problem.conflict('The request with this Idempotency-Key was carried out, but its answer is lost.'),
} as const;
