// One run of autocannon as a program of its own, so that its CPU is not the bench's. A plan comes in, numbers go out.
import autocannon from 'autocannon';
import { readFileSync } from 'node:fs';
import type { LoadPlan } from './load.js';

const { request, connections, amount } = JSON.parse(readFileSync(0, 'utf8')) as LoadPlan;
const latencies: number[] = [];
let refused = 0;
let last = 0;
const began = performance.now();

// An amount, not a duration: it ends when the last answer has come, so that rows and answers can be compared.
const run = autocannon(
  { ...request, connections, amount, timeout: 10, sampleInt: 100, excludeErrorStats: true },
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
run.on('response', (_client: unknown, status: number, _bytes: number, milliseconds: number) => {
  latencies.push(milliseconds * 1000);
  if (status !== 200) refused += 1;
  last = performance.now();
});
