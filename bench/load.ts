import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isInstalled, sibling, start } from './children.js';
import { luaScript } from './wrk-script.js';

/** The request that a run sends over and over. */
export interface LoadRequest {
  readonly url: string;
  readonly method: 'POST';
  /** The header `authorization` and the body may hold one {@link CARD}. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** A text that every answer must hold; without it only the status is looked at. */
  readonly expected?: string;
}

/** Stands in a request for what differs from one to the next. */
export const CARD = '{card}';

/**
 * What differs. `turns`: one after the other, then again from the first. `once`: each is sent once, and a run ends with the
 * last. `chain`: each is sent once, and the refresh token of its answer takes its place.
 */
export interface Deck {
  readonly kind: 'turns' | 'once' | 'chain';
  /** They need no escaping in a form or a header. */
  readonly cards: readonly string[];
}

export interface LoadPlan {
  readonly request: LoadRequest;
  readonly deck?: Deck;
  readonly connections: number;
  readonly seconds: number;
  /** What autocannon sends, chosen by the caller to last so many seconds. */
  readonly amount: number;
  /** Whether no more and no fewer will do: then it is autocannon that sends them. */
  readonly exactly: boolean;
}

export interface LoadResult {
  readonly answers: number;
  /** Answers other than 200 or without what they must hold, broken connections, timeouts. */
  readonly errors: number;
  readonly seconds: number;
  /** Microseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Requests that may have been cut off at the end: answered by the server, and read by nobody. */
  readonly unanswered: number;
}

/** wrk costs less than half as much CPU as autocannon; either is enough for what is compared here. */
export const generator: 'wrk' | 'autocannon' = isInstalled('wrk') ? 'wrk' : 'autocannon';

/** @param folder for the files that wrk reads */
export async function load(plan: LoadPlan, folder: string): Promise<LoadResult> {
  // An amount that was guessed from an idle machine's rate takes longer on a busy one.
  const patience = plan.seconds * 10 + 30;
  const byTime = generator === 'wrk' && !plan.exactly;
  const text = byTime ? await wrk(plan, folder, patience) : await cannon(plan, patience);
  const numbers = JSON.parse(text) as Omit<LoadResult, 'unanswered'>;
  return { ...numbers, unanswered: byTime ? plan.connections : 0 };
}

/** A request with one card in its place: for a first look, before there is load. */
export function withCard(request: LoadRequest, card: string): LoadRequest {
  const { authorization } = request.headers;
  return {
    ...request,
    headers: {
      ...request.headers,
      ...(authorization === undefined ? {} : { authorization: authorization.replace(CARD, card) }),
    },
    body: request.body.replace(CARD, card),
  };
}

async function cannon(plan: LoadPlan, patience: number): Promise<string> {
  return output(process.execPath, [sibling('autocannon-run.js')], patience, JSON.stringify(plan));
}

async function wrk(plan: LoadPlan, folder: string, patience: number): Promise<string> {
  const script = join(folder, 'request.lua');
  const cards = join(folder, 'cards.txt');
  if (plan.deck !== undefined) writeFileSync(cards, `${plan.deck.cards.join('\n')}\n`);
  writeFileSync(script, luaScript(plan, cards));
  const options = ['-t1', `-c${plan.connections}`, `-d${plan.seconds}s`, '--timeout', '10s', '-s', script];
  const said = await output('wrk', [...options, plan.request.url], patience);
  return said.trim().split('\n').at(-1) ?? '';
}

async function output(program: string, args: string[], patience: number, input = ''): Promise<string> {
  const child = start('load', program, args);
  const tooLate = setTimeout(() => child.kill('SIGKILL'), patience * 1000);
  let [said, complained] = ['', ''];
  child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (complained += chunk.toString()));
  child.stdin?.end(input);
  const [code] = (await once(child, 'close')) as [number | null];
  clearTimeout(tooLate);
  if (code !== 0) throw new Error(`${program} failed or took over ${patience} s: ${complained.slice(-1000)}`);
  return said;
}
