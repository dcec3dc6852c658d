import { canonicalize } from 'json-canonicalize';
import { expect, it } from 'vitest';
import { hashOf, NOTHING_BEFORE, type Receipt } from '../chain/receipt.rules.js';
import { readLine } from './evidence-lines.js';

const ID = '01a1fd24-8d08-76cc-91f4-526bf06dbcd1';

function lineWith(detail: object): string {
  const receipt = { id: ID, writer: ID, seq: 1, prev: NOTHING_BEFORE, detail } as Receipt;
  return canonicalize({ receipt, hash: hashOf(receipt) });
}

it('a member is named as it stands there, whatever was read before: JSON.parse of Node 24 and 26 takes `"` for a backslash', () => {
  for (const name of ['\\', '"', '\\', '"']) {
    expect(readLine(lineWith({ [name]: 1 }))).toMatchObject({ kind: 'receipt', receipt: { detail: { [name]: 1 } } });
  }
});

it.each([
  ['{', 'is not JSON'],
  ['[]', 'is neither a receipt nor a checkpoint'],
  ['{"checkpoint":"a","checkpoint":"b"}', 'is not in the form in which it was exported (RFC 8785)'],
  ['{ "checkpoint":"a"}', 'is not in the form in which it was exported (RFC 8785)'],
])('%s %s', (text, said) => {
  expect(() => readLine(text)).toThrow(said);
});
