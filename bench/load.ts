import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isInstalled, sibling, start } from './children.js';

/** The one request that a run sends over and over. */
export interface LoadRequest {
  readonly url: string;
  readonly method: 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface LoadPlan {
  readonly request: LoadRequest;
  readonly connections: number;
  readonly seconds: number;
  /** What autocannon sends, chosen by the caller to last so many seconds. */
  readonly amount: number;
}

export interface LoadResult {
  readonly answers: number;
  /** Answers other than 200, broken connections, timeouts. */
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

/** @param folder for the script that wrk reads */
export async function load(plan: LoadPlan, folder: string): Promise<LoadResult> {
  // An amount that was guessed from an idle machine's rate takes longer on a busy one.
  const patience = plan.seconds * 10 + 30;
  const text = generator === 'wrk' ? await wrk(plan, folder, patience) : await cannon(plan, patience);
  const numbers = JSON.parse(text) as Omit<LoadResult, 'unanswered'>;
  return { ...numbers, unanswered: generator === 'wrk' ? plan.connections : 0 };
}

async function cannon(plan: LoadPlan, patience: number): Promise<string> {
  return output(process.execPath, [sibling('autocannon-run.js')], patience, JSON.stringify(plan));
}

async function wrk(plan: LoadPlan, folder: string, patience: number): Promise<string> {
  const script = join(folder, 'request.lua');
  writeFileSync(script, luaScript(plan.request));
  const options = ['-t1', `-c${plan.connections}`, `-d${plan.seconds}s`, '--timeout', '10s', '-s', script];
  const said = await output('wrk', [...options, plan.request.url], patience);
  return said.trim().split('\n').at(-1) ?? '';
}

function luaScript({ method, headers, body }: LoadRequest): string {
  const quoted = (text: string) => `[==[\n${text}]==]`;
  return `wrk.method = ${quoted(method)}
wrk.body = ${quoted(body)}
${Object.entries(headers)
  .map(([name, value]) => `wrk.headers[ ${quoted(name)} ] = ${quoted(value)}`)
  .join('\n')}
-- wrk itself counts only what is over 399 as an error. Not local: thread:get reads globals.
refused = 0
local threads = {}
function setup(thread) table.insert(threads, thread) end
function response(status) if status ~= 200 then refused = refused + 1 end end
function done(summary, latency)
  local e, other = summary.errors, 0
  for _, thread in ipairs(threads) do other = other + thread:get("refused") end
  print(string.format('{"answers":%d,"errors":%d,"seconds":%f,"p50":%d,"p99":%d}', summary.requests,
    e.connect + e.read + e.write + e.timeout + other, summary.duration / 1e6, latency:percentile(50), latency:percentile(99)))
end
`;
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
