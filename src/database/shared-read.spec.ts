import { describe, expect, it } from 'vitest';
import { SharedRead } from './shared-read.js';

/** Reads whose statements are answered when the test says so. */
function heldReads() {
  const statements: { readonly keys: readonly string[]; readonly answer: (rows: Map<string, string>) => void }[] = [];
  const read = new SharedRead<string>((keys) => new Promise((answer) => void statements.push({ keys, answer })));
  return { read, statements };
}
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a shared read', () => {
  it('asks once for all who ask in the same turn, and once for each key', async () => {
    const { read, statements } = heldReads();
    const found = Promise.all(['a', 'b', 'a'].map((key) => read.find(key)));
    await turn();
    expect(statements.map(({ keys }) => keys)).toEqual([['a', 'b']]);
    statements[0]?.answer(new Map([['a', 'A']]));
    expect(await found).toEqual(['A', null, 'A']);
  });

  it('tells nobody what a statement found that began before the question', async () => {
    const { read, statements } = heldReads();
    const before = read.find('a');
    await turn();
    const after = read.find('a');
    await turn();
    expect(statements.map(({ keys }) => keys)).toEqual([['a'], ['a']]);
    statements[0]?.answer(new Map([['a', 'old']]));
    statements[1]?.answer(new Map([['a', 'new']]));
    expect(await Promise.all([before, after])).toEqual(['old', 'new']);
  });

  it('has two statements under way at most, and lets the rest gather', async () => {
    const { read, statements } = heldReads();
    const found = [];
    for (const key of ['a', 'b', 'c', 'd']) {
      found.push(read.find(key));
      await turn();
    }
    expect(statements.map(({ keys }) => keys)).toEqual([['a'], ['b']]);
    statements[0]?.answer(new Map());
    await turn();
    await turn();
    expect(statements.map(({ keys }) => keys)).toEqual([['a'], ['b'], ['c', 'd']]);
    statements.slice(1).forEach(({ answer }) => answer(new Map()));
    expect(await Promise.all(found)).toEqual([null, null, null, null]);
  });

  it.each([
    ['22021', ['fine', 'refused']],
    ['08006', ['refused', 'refused']],
  ])('a key that the database refuses fails alone; anything else fails all (%s)', async (code, expected) => {
    const read = new SharedRead<string>((keys) =>
      keys.includes('bad') ? Promise.reject(Object.assign(new Error('no'), { code })) : Promise.resolve(new Map()),
    );
    const told = ['good', 'bad'].map((key) =>
      read.find(key).then(
        () => 'fine',
        () => 'refused',
      ),
    );
    expect(await Promise.all(told)).toEqual(expected);
  });
});
