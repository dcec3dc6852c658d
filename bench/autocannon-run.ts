// One run of autocannon as a program of its own, so that its CPU is not the bench's. A plan comes in, numbers go out.
import autocannon from 'autocannon';
import { readFileSync } from 'node:fs';
import { type LoadPlan, withCard } from './load.js';

const { request, deck, connections, amount } = JSON.parse(readFileSync(0, 'utf8')) as LoadPlan;
const latencies: number[] = [];
let refused = 0;
let last = 0;
const began = performance.now();

const cards = [...(deck?.cards ?? [])];
let first = 0;

/** autocannon draws one for each connection before it begins, and sends that one. */
function draw(): string {
  const card = cards[first];
  first += 1;
  if (deck?.kind === 'turns') first %= cards.length;
  return card ?? 'none-is-left';
}

function look(status: number, body: string): void {
  const next = deck?.kind === 'chain' ? /"refresh_token":"([^"]+)"/.exec(body)?.[1] : '';
  if (next) cards.push(next);
  const right = status === 200 && body.includes(request.expected ?? '') && next !== undefined;
  if (!right) refused += 1;
}

function dealt(one: object): object {
  const { headers, body } = withCard(request, draw());
  return { ...one, headers, body };
}

const requests = [{ ...(deck === undefined ? {} : { setupRequest: dealt }), onResponse: look }];
// An amount, not a duration: it ends when the last answer has come, so that rows and answers can be compared.
const run = autocannon(
  { ...request, requests, connections, amount, timeout: 10, sampleInt: 100, excludeErrorStats: true },
  (error, outcome) => {
    if (error) throw error;
    latencies.sort((one, other) => one - other);
    const percentile = (share: number) => latencies[Math.floor((latencies.length - 1) * share)] ?? 0;
    const numbers = {
      answers: latencies.length,
      errors: refused + outcome.errors + outcome.mismatches,
      seconds: (last - began) / 1000,
      p50: percentile(0.5),
      p99: percentile(0.99),
    };
    process.stdout.write(JSON.stringify(numbers));
  },
);
// Its own histogram counts whole milliseconds with one digit, which is too coarse for a proxy.
run.on('response', (_client: unknown, _status: number, _bytes: number, milliseconds: number) => {
  latencies.push(milliseconds * 1000);
  last = performance.now();
});
