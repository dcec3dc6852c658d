import { expect, it } from 'vitest';
import { faultsOf, schema } from '../../../test/audit/ocsf.js';
import type { FoundReceipt } from '../search/receipt-search.contract.js';
import { OCSF_VERSION, ocsfEvent } from './ocsf.rules.js';

const receipt = (kind: string, fields: object = {}): FoundReceipt => ({
  id: '01a2015e-397f-714a-9f56-6a5a41759ee9',
  at: '2026-01-31T12:00:00.123Z',
  kind,
  decision: 'done',
  sid: null,
  hash: null,
  ...fields,
});
const everything = {
  sub: 'b1f0',
  client_id: 'agent',
  sid: '01a2015e-397f-714a-9f56-6a5a41759ee9',
  act: { sub: 'agent', act: { sub: 'other' } },
  txn: 'txn',
  resource: 'https://gate/api/v1/mcp/bank',
  upstream: 'bank',
  tool: 'pay',
  reason: 'because',
  origin: 'hashed',
  detail: { scope: 'mcp user', id: 'id', name: 'name', method: 'tools/call' },
};

it('the version is the one whose shapes are compared', () => expect(OCSF_VERSION).toBe(schema.version));

it.each([
  ['sign_in.succeeded', 300201],
  ['sign_in.refused', 300201],
  ['access_key.refused', 300201],
  ['signed_out', 300202],
  ['logout.told', 300202],
  ['token.issued', 300301],
  ['consent.given', 300301],
  ['authorization.granted', 300301],
  ['token.refused', 300399],
  ['token.revoked', 300399],
  ['refresh_token.reused', 300399],
  ['code.refused', 300399],
  ['session.closed', 300399],
  ['consent.withdrawn', 300399],
  ['user.created', 300101],
  ['user.activated', 300102],
  ['password.changed', 300103],
  ['setup_link.issued', 300104],
  ['user.deactivated', 300105],
  ['user.deleted', 300106],
  ['second_factor.reset', 300111],
  ['user.roles_mapped', 300199],
  ['gate.call', 600399],
  ['hook.governed', 600399],
  ['client.created', 300401],
  ['client.secret_added', 300401],
  ['upstream.updated', 300403],
  ['policy_rule.deleted', 300404],
  ['upstream.activated', 300410],
  ['upstream.deactivated', 300411],
  ['evidence_receiver.suspended', 300412],
  ['keys.rotated', 300499],
  ['whatever', 300499],
])('%s is of type %d, in the shape of the schema whatever is known of it', (kind, type) => {
  for (const fields of [{}, everything, { client_id: 'agent' }, { sub: 'somebody' }]) {
    const event = ocsfEvent(receipt(kind, fields), 'https://gate.example', 7);
    expect(event['type_uid']).toBe(type);
    expect(faultsOf(event)).toEqual([]);
  }
});

it('what was denied is a failure with its reason, and the receipt is in it as it was', () => {
  const denied = receipt('gate.call', { ...everything, decision: 'deny' });
  const event = ocsfEvent(denied, 'https://gate.example', 7);
  expect(event).toMatchObject({ status_id: 2, status_detail: 'because', time: Date.UTC(2026, 0, 31, 12, 0, 0, 123) });
  expect(event).toMatchObject({ metadata: { uid: denied.id, correlation_uid: 'txn' }, api: { operation: 'pay' } });
  const known = Object.entries(denied).filter(([, value]) => value !== null);
  expect(event['unmapped']).toEqual({ checkpoint: 7, receipt: Object.fromEntries(known) });
});
