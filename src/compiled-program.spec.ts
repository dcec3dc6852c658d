import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { CompiledProgram } from './compiled-program.js';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-compiled-'));
const entry = join(folder, 'entry.cjs');
const part = join(folder, 'part.cjs');
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  for (const file of [entry, part]) rmSync(`${file}.v8`, { force: true });
  writeFileSync(entry, module(`exports.said = () => require('./part.cjs').word + require('node:path').sep;`));
  writeFileSync(part, module(`exports.word = 'old';`));
  const program = new CompiledProgram();
  expect(said(program)).toBe('old/');
  expect(program.compiledAnew).toEqual([entry, part]);
  program.keep();
});

function module(code: string): string {
  return `(function (exports, require, module, __filename, __dirname) { ${code} })`;
}

function said(program: CompiledProgram): unknown {
  return (program.load(entry)['said'] as () => unknown)();
}

it('what V8 has compiled is not compiled again', () => {
  const program = new CompiledProgram();
  expect(said(program)).toBe('old/');
  expect(program.compiledAnew).toEqual([]);
});

it('a text of the same length is compiled anew', () => {
  writeFileSync(part, module(`exports.word = 'new';`));
  const program = new CompiledProgram();
  expect(said(program)).toBe('new/');
  expect(program.compiledAnew).toEqual([part]);
});

it.each<[string, () => void]>([
  ['cut short', () => writeFileSync(`${part}.v8`, readFileSync(`${part}.v8`).subarray(0, -8))],
  ['longer', () => appendFileSync(`${part}.v8`, 'x')],
  ['empty', () => writeFileSync(`${part}.v8`, '')],
  ['of another file', () => writeFileSync(`${part}.v8`, readFileSync(`${entry}.v8`))],
])('what was compiled is not used when it is %s', (_how, harm) => {
  harm();
  const program = new CompiledProgram();
  expect(said(program)).toBe('old/');
  expect(program.compiledAnew).toEqual([part]);
});
