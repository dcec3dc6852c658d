import { medianOf, type Sample, type Variant } from './rounds.js';
import type { Result } from './results.js';

/** Something that must hold, or the numbers are worth nothing. */
export interface Check {
  readonly text: string;
  readonly good: boolean;
}

/** What one part of the bench found out. */
export interface Outcome {
  readonly title: string;
  readonly tables: readonly string[];
  readonly results: readonly Result[];
  readonly checks: readonly Check[];
}

/** Columns as wide as their widest cell; the first to the left, numbers to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ');
  return [line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}

/** One row for each variant: medians of its runs. */
export function sampleTable(rate: string, variants: readonly Variant[], samples: Map<Variant, Sample[]>): string {
  const rows = variants.map((one) => {
    const runs = samples.get(one) ?? [];
    const number = (key: keyof Sample, digits = 0) => inText(medianOf(runs, key), digits);
    const [low, high] = [Math.min(...runs.map(({ total }) => total)), Math.max(...runs.map(({ total }) => total))];
    return [
      one.name,
      number('rate'),
      number('server'),
      one.usesDatabase ? number('postgres') : '-',
      number('total'),
      `${inText(low)}-${inText(high)}`,
      inText(medianOf(runs, 'p50') / 1000, 2),
      inText(medianOf(runs, 'p99') / 1000, 2),
      String(one.errors),
      number('foreign', 2),
    ];
  });
  const head = [
    '',
    rate,
    'server µs',
    'PostgreSQL µs',
    'sum µs',
    'range',
    'p50 ms',
    'p99 ms',
    'errors',
    'foreign CPUs',
  ];
  return table(head, rows);
}

export function resultTable(results: readonly Result[]): string {
  const rows = results.map((one) => [
    one.path,
    one.value === undefined ? `${inText(one.us_per_request ?? NaN)} µs` : `${one.value} ${one.unit ?? ''}`,
    one.peer ?? '',
    one.peer_us_per_request === null ? '' : `${inText(one.peer_us_per_request)} µs`,
    one.ratio === null ? '' : `${one.ratio} (${one.ratio_of})`,
    one.bar ?? '',
    one.met === null ? '' : one.met ? 'met' : 'NOT met',
  ]);
  return table(['', 'Gatehouse', 'peer', 'the peer', 'ratio', 'bar', ''], rows);
}

/** As many rows as answers; requests that the load generator cut off at the end may have left a row too. */
export function fitting(what: string, rows: number, ...variants: readonly Variant[]): Check {
  const answers = variants.reduce((sum, one) => sum + one.answers, 0);
  const most = variants.reduce((sum, one) => sum + one.unanswered, answers);
  const slack = most === answers ? '' : ` (and at most ${most - answers} cut off at the end of a run)`;
  return {
    text: `${what}: ${inText(rows)} for ${inText(answers)} answers${slack}`,
    good: rows >= answers && rows <= most,
  };
}

export function inText(value: number, digits = 0): string {
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
