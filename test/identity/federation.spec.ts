import { createHmac, createPublicKey, randomBytes, randomUUID } from 'node:crypto';
import { CompactEncrypt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FederatedPeople } from '../../src/identity/federation/federated-people.js';
import {
  type ForeignToken,
  ForeignTokenRefused,
  TrustedIssuers,
} from '../../src/identity/federation/trusted-issuers.js';
import { evidenceOf, expectWrong } from '../admin/problems.js';
import { ForeignIssuer, foreignKey, signed, signedRaw } from '../support/foreign-issuer.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { HttpsHost } from '../support/https-host.js';
import { createPerson } from '../support/people.js';

const ASSERTION = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const DAY = 86_400;

let host: HttpsHost;
let gatehouse: TestGatehouse;
let clientId: string;
let issuer: ForeignIssuer;
beforeAll(async () => {
  host = await HttpsHost.start();
  gatehouse = await TestGatehouse.start(host.settings);
  clientId = await machine();
  issuer = await ForeignIssuer.register(gatehouse);
  await issuer.rule({ sub: 'machine' }, clientId);
});
afterAll(async () => {
  await gatehouse.stop();
  await host.stop();
});

/** A client that may use tokens of others in every way. */
async function machine(fields: Record<string, unknown> = {}): Promise<string> {
  const ways = { grant_types: [ASSERTION, EXCHANGE], token_endpoint_auth_method: 'workload_identity' };
  return (await gatehouse.agent({ ...ways, ...fields })).id;
}

interface Diagnosis {
  verdict: string;
  client_id: string | null;
  steps: { check: string; ok: boolean; detail: string }[];
  rules: { name: string; matches: boolean; claims: { claim: string; found: string | null; ok: boolean }[] }[];
}

async function doctor(token: string, fields: Record<string, unknown> = {}): Promise<Diagnosis> {
  const answer = await gatehouse.adminCall('POST', '/issuers/doctor', { token, ...fields });
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 200 });
  expect(answer.headers.get('cache-control')).toBe('no-store');
  return answer.body as Diagnosis;
}

/** Names of the steps that failed. */
const failures = ({ steps }: Diagnosis): string[] => steps.filter(({ ok }) => !ok).map(({ check }) => check);
const now = (): number => gatehouse.clock.seconds();

describe('a token of a trusted issuer', () => {
  it('is accepted, and every step says so', async () => {
    const diagnosis = await doctor(await issuer.token());
    expect(diagnosis).toMatchObject({ verdict: 'accepted', client_id: clientId });
    expect(diagnosis.steps.map(({ check }) => check)).toEqual([
      'use',
      'issuer',
      'header',
      'type',
      'algorithm',
      'times',
      'audience',
      'subject',
      'signature',
      'rules',
      'client',
      'registration',
      'scope',
      'resources',
    ]);
    expect(diagnosis.rules).toMatchObject([
      { matches: true, claims: [{ claim: 'sub', pattern: 'machine', found: 'machine', ok: true }] },
    ]);
  });

  it.each([
    ['that will expire in a moment', () => ({ exp: now() + 1 })],
    ['that expired within the clocks’ difference', () => ({ exp: now() - 25 })],
    ['that lasts a day', () => ({ exp: now() + DAY })],
    ['without iat, nbf and jti', () => ({ iat: undefined, nbf: undefined, jti: undefined })],
    ['made a moment in the future', () => ({ iat: now() + 25, nbf: now() + 25 })],
    ['with a time that has a fraction', () => ({ iat: now() - 0.5 })],
    ['for several, us among them', () => ({ aud: ['https://other.example', gatehouse.url] })],
  ])('is accepted: one %s', async (_, claims) => {
    expect(failures(await doctor(await issuer.token(claims())))).toEqual([]);
  });

  it.each([
    ['expired', () => ({ exp: now() - 31 }), 'times'],
    ['without exp', () => ({ exp: undefined }), 'times'],
    ['with a text for exp', () => ({ exp: String(now() + 60) }), 'times'],
    ['with null for exp', () => ({ exp: null }), 'times'],
    ['with a negative exp', () => ({ exp: -1 }), 'times'],
    ['that lasts more than a day', () => ({ exp: now() + DAY + 60 }), 'times'],
    ['not valid yet', () => ({ nbf: now() + 60 }), 'times'],
    ['made in the future', () => ({ iat: now() + 60 }), 'times'],
    ['with a text for iat', () => ({ iat: 'now' }), 'times'],
    ['for somebody else', () => ({ aud: 'https://other.example' }), 'audience'],
    ['for us with a slash', () => ({ aud: `${gatehouse.url}/` }), 'audience'],
    ['for us in capitals', () => ({ aud: gatehouse.url.toUpperCase() }), 'audience'],
    ['for nobody', () => ({ aud: undefined }), 'audience'],
    ['for an empty list', () => ({ aud: [] }), 'audience'],
    ['for us and a number', () => ({ aud: [gatehouse.url, 5] }), 'audience'],
    ['for an object', () => ({ aud: { [gatehouse.url]: true } }), 'audience'],
    ['without sub', () => ({ sub: undefined }), 'subject'],
    ['with an empty sub', () => ({ sub: '' }), 'subject'],
    ['with a number for sub', () => ({ sub: 5 }), 'subject'],
    ['with a line break in sub', () => ({ sub: 'machine\n' }), 'subject'],
    ['with a NUL in sub', () => ({ sub: 'machine\0' }), 'subject'],
    ['with a long sub', () => ({ sub: 'a'.repeat(1025) }), 'subject'],
  ])('is refused: one %s', async (_, claims, check) => {
    const diagnosis = await doctor(await issuer.token(claims()));
    expect(diagnosis.verdict).toBe('refused');
    expect(failures(diagnosis)).toContain(check);
    expect(failures(diagnosis).filter((one) => one !== 'rules')).toEqual([check]);
  });

  it('is accepted by a clock that moves, until it expires', async () => {
    const token = await issuer.token({ exp: now() + 100 });
    const trusted = gatehouse.app.get(TrustedIssuers);
    const question = { use: 'workload', audience: 'issuer-only' } as const;
    expect((await trusted.verify(token, question)).claims.sub).toBe('machine');
    gatehouse.clock.advance(131_000);
    await expect(trusted.verify(token, question)).rejects.toMatchObject({ check: 'times', reason: 'has expired' });
    expect(failures(await doctor(token))).toEqual(['times']);
  });

  it('is for this Gatehouse alone where it must be', async () => {
    const trusted = gatehouse.app.get(TrustedIssuers);
    const listed = await ForeignIssuer.register(gatehouse, { audiences: ['gatehouse-prod'] });
    const verdict = (aud: unknown, audience: 'issuer-only' | 'listed') =>
      listed
        .token({ aud })
        .then((token) => trusted.verify(token, { use: 'workload', audience }))
        .then(
          () => 'ok',
          (error: ForeignTokenRefused) => error.check,
        );
    expect(await verdict('gatehouse-prod', 'listed')).toBe('ok');
    expect(await verdict('gatehouse-prod', 'issuer-only')).toBe('audience');
    expect(await verdict(gatehouse.url, 'listed')).toBe('audience');
    expect(await verdict([gatehouse.url], 'issuer-only')).toBe('ok');
    expect(await verdict([gatehouse.url, gatehouse.url], 'issuer-only')).toBe('audience');
    expect(await verdict([gatehouse.url, 'gatehouse-prod'], 'issuer-only')).toBe('audience');
  });

  it.each([
    'at+jwt',
    'application/at+jwt',
    'dpop+jwt',
    'oauth-id-jag+jwt',
    'logout+jwt',
    'secevent+jwt',
    'txntoken+jwt',
  ])('is refused when its type is %s', async (typ) => {
    expect(failures(await doctor(await issuer.token({}, { typ }), { use: 'workload' }))).toEqual(['type']);
  });

  it.each([
    'wit+jwt',
    'wpt+jwt',
    'token-introspection+jwt',
    'client-authentication+jwt',
    'jwk+jwt',
    5,
    '',
    'JWT',
    'jwt',
    'JOSE',
  ])('of type %s is taken for what it is', async (typ) => {
    const plain = ['', 'JWT', 'jwt', 'JOSE'].includes(String(typ));
    expect(failures(await doctor(await issuer.token({}, { typ })))).toEqual(plain ? [] : ['type']);
  });

  it('needs an issuer that is active, and trusted for this', async () => {
    const other = await ForeignIssuer.register(gatehouse);
    await other.rule({ sub: 'machine' }, clientId);
    const token = await other.token();
    expect(failures(await doctor(token, { use: 'subject_token', client_id: clientId }))).toContain('issuer');
    await gatehouse.adminCall('PATCH', `/issuers/${other.view.id}`, { status: 'inactive' });
    expect(failures(await doctor(token))).toEqual(['issuer']);
    await gatehouse.adminCall('PATCH', `/issuers/${other.view.id}`, { status: 'active' });
    expect(failures(await doctor(token))).toEqual([]);
    await gatehouse.adminCall('DELETE', `/issuers/${other.view.id}`);
    expect(failures(await doctor(token))).toEqual(['issuer']);
  });

  it('has a jti when its issuer says that it is good for one use', async () => {
    const once = await ForeignIssuer.register(gatehouse, { single_use: true });
    await once.rule({ sub: 'machine' }, clientId);
    expect(failures(await doctor(await once.token()))).toEqual([]);
    for (const jti of [undefined, '', 5])
      expect(failures(await doctor(await once.token({ jti })))).toEqual(['subject']);
  });
});

describe('the keys of an issuer', () => {
  it('are looked at when several have the same kid, or the token names none', async () => {
    const [one, two] = [await foreignKey(), await foreignKey()];
    const bare = [one, two].map(({ jwk: { kid: _, ...others } }) => others);
    const many = await ForeignIssuer.register(gatehouse, { jwks: { keys: bare } }, two);
    await many.rule({ sub: 'machine' }, clientId);
    expect(failures(await doctor(await many.token({}, { kid: undefined })))).toEqual([]);
    const stranger = await foreignKey();
    expect(failures(await doctor(await signed(JSON.stringify(many.claims()), stranger, { kid: undefined })))).toEqual([
      'signature',
    ]);
  });

  it('count from the moment in which they are changed', async () => {
    const old = await ForeignIssuer.register(gatehouse);
    await old.rule({ sub: 'machine' }, clientId);
    const fresh = await foreignKey();
    const replacement = await signed(JSON.stringify(old.claims()), fresh);
    expect([failures(await doctor(await old.token())), failures(await doctor(replacement))]).toEqual([
      [],
      ['signature'],
    ]);
    await gatehouse.adminCall('PATCH', `/issuers/${old.view.id}`, { jwks: { keys: [fresh.jwk] } });
    expect([failures(await doctor(await old.token())), failures(await doctor(replacement))]).toEqual([
      ['signature'],
      [],
    ]);
  });

  it('are fetched from where the issuer publishes them, and a host that is away is a refusal', async () => {
    const key = await foreignKey();
    const jwks_uri = host.route('/federation-keys', { keys: [{ ...key.jwk, use: 'sig' }] });
    const remote = await ForeignIssuer.register(gatehouse, { jwks_uri }, key);
    await remote.rule({ sub: 'machine' }, clientId);
    expect(failures(await doctor(await remote.token()))).toEqual([]);
    const away = await ForeignIssuer.register(gatehouse, { jwks_uri: 'https://127.0.0.1:9/jwks' }, key);
    await away.rule({ sub: 'machine' }, clientId);
    expect(failures(await doctor(await away.token()))).toEqual(['signature']);
  });

  it('are those of a SPIFFE bundle too, when they sign tokens', async () => {
    const key = await foreignKey();
    const jwks_uri = host.route('/bundle', { keys: [{ ...key.jwk, use: 'jwt-svid' }], spiffe_sequence: 1 });
    const domain = await ForeignIssuer.register(gatehouse, { issuer: 'spiffe://remote.example', jwks_uri }, key);
    await domain.rule({ sub: 'spiffe://remote.example/agent' }, clientId);
    const svid = await domain.token({ iss: undefined, sub: 'spiffe://remote.example/agent' });
    expect(failures(await doctor(svid))).toEqual([]);
  });

  it.each(['RS256', 'RS512', 'PS256', 'ES384', 'EdDSA'] as const)('may be of another kind: %s', async (alg) => {
    const other = await ForeignIssuer.register(gatehouse, { algorithms: [alg] }, await foreignKey(alg));
    await other.rule({ sub: 'machine' }, clientId);
    expect(failures(await doctor(await other.token()))).toEqual([]);
  });

  it('sign with the algorithms of the issuer alone', async () => {
    const key = await foreignKey('RS256');
    const strict = await ForeignIssuer.register(gatehouse, { algorithms: ['PS256', 'ES256'] }, key);
    await strict.rule({ sub: 'machine' }, clientId);
    expect(failures(await doctor(await strict.token()))).toEqual(expect.arrayContaining(['algorithm', 'signature']));
  });
});

describe('a forged token', () => {
  const part = (value: object | string): string =>
    Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
  const header = (fields: object = {}) => ({ alg: 'ES256', kid: issuer.key.jwk.kid, ...fields });

  it.each(['none', 'None', 'NONE', 'nOnE', ''])('without a signature, by the algorithm %j, is refused', async (alg) => {
    const diagnosis = await doctor(`${part(header({ alg }))}.${part(issuer.claims())}.`);
    expect(failures(diagnosis)).toEqual(['algorithm', 'signature']);
  });

  it.each(['HS256', 'HS384', 'HS512'])('with %s and the public key for a secret is refused', async (alg) => {
    const secrets = [
      JSON.stringify(issuer.key.jwk),
      JSON.stringify({ keys: [issuer.key.jwk] }),
      issuer.key.jwk.x ?? '',
    ];
    const rsa = await foreignKey('RS256');
    const other = await ForeignIssuer.register(gatehouse, {}, rsa);
    const pem = createPublicKey({ key: rsa.jwk as never, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
    for (const [whose, kid, secret] of [
      ...secrets.map((text) => [issuer, issuer.key.jwk.kid, text] as const),
      [other, rsa.jwk.kid, String(pem)] as const,
    ]) {
      const text = `${part({ alg, kid })}.${part(whose.claims())}`;
      const mac = createHmac(alg.replace('HS', 'sha'), secret).update(text).digest('base64url');
      expect(failures(await doctor(`${text}.${mac}`))).toEqual(expect.arrayContaining(['algorithm', 'signature']));
    }
  });

  it('by a key of its own, wherever it says that the key is, is refused, and nobody is asked for it', async () => {
    const own = await foreignKey();
    const asked: string[] = [];
    const trap = host.route('/trap', (request, response) => {
      asked.push(request.url ?? '');
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [own.jwk] }));
    });
    for (const [name, value] of [
      ['jwk', own.jwk],
      ['jku', trap],
      ['x5u', trap],
      ['x5c', ['MIIB']],
    ] as const) {
      const token = await signed(JSON.stringify(issuer.claims()), own, { kid: issuer.key.jwk.kid, [name]: value });
      expect([name, failures(await doctor(token))]).toEqual([name, ['header', 'signature']]);
      // A header of that kind is refused also when the signature is right.
      expect(failures(await doctor(await issuer.token({}, { [name]: value })))).toEqual(['header']);
    }
    expect(asked).toEqual([]);
  });

  it.each([
    "' OR 1=1 --",
    '../../../../dev/null',
    'https://evil.example/jwks',
    '__proto__',
    'constructor',
    '',
    'a'.repeat(1024),
    '\0',
  ])('that names the key %j is refused', async (kid) => {
    const own = await foreignKey();
    expect(failures(await doctor(await signed(JSON.stringify(issuer.claims()), own, { kid })))).toEqual(['signature']);
  });

  it.each([[5], [null], [['a']], [{}]])('whose kid is %j is refused', async (kid) => {
    const text = JSON.stringify(header({ kid }));
    const failed = failures(await doctor(await signedRaw(text, JSON.stringify(issuer.claims()), issuer.key)));
    expect(failed).toContain('header');
  });

  it('with critical parameters, an unencoded payload or compression is refused', async () => {
    for (const fields of [
      { crit: ['ours'], ours: 1 },
      { zip: 'DEF' },
      { enc: 'A128GCM' },
      { b64: true, crit: ['b64'] },
    ]) {
      expect(failures(await doctor(await issuer.token({}, fields)))).toContain('header');
    }
    const unencoded = await signedRaw(
      JSON.stringify(header({ b64: false })),
      JSON.stringify(issuer.claims()),
      issuer.key,
    );
    expect(failures(await doctor(unencoded))).toContain('header');
  });

  it('with a name twice, in header or claims, is refused as no token', async () => {
    const claims = JSON.stringify(issuer.claims());
    const twice = [
      [JSON.stringify(header()), claims.replace('{', '{"sub":"root",')],
      [JSON.stringify(header()), claims.replace('{', '{"\\u0073ub":"root",')],
      [JSON.stringify(header()), claims.replace('{', `{"exp":${now() - 60},`)],
      [JSON.stringify(header()).replace('{', '{"alg":"none",'), claims],
      [JSON.stringify(header()), claims.replace('{', `{"deep":${'['.repeat(40)}${']'.repeat(40)},`)],
      [JSON.stringify(header()), '[]'],
      [JSON.stringify(header()), '"text"'],
      ['[]', claims],
      [JSON.stringify(header()), `\ufeff${claims}`],
    ] as const;
    for (const [head, text] of twice) {
      expect(failures(await doctor(await signedRaw(head, text, issuer.key)))).toEqual(['form']);
    }
    // The same way of signing makes a good one.
    expect(failures(await doctor(await signedRaw(JSON.stringify(header()), claims, issuer.key)))).toEqual([]);
  });

  it.each([
    ['a list', () => [issuer.name]],
    ['an object', () => ({ [issuer.name]: 1 })],
    ['a number', () => 5],
    ['null', () => null],
    ['nothing', () => undefined],
    ['a slash more', () => `${issuer.name}/`],
    ['capitals', () => issuer.name.toUpperCase()],
    ['a space more', () => `${issuer.name} `],
    ['a NUL', () => `${issuer.name}\0`],
    ['this Gatehouse', () => gatehouse.url],
    ['somebody unknown', () => 'https://unknown.example'],
  ])('whose issuer is %s is refused', async (_, iss) => {
    expect(failures(await doctor(await issuer.token({ iss: iss() })))).toEqual(['issuer']);
  });

  it('of one trusted issuer in the name of another is refused', async () => {
    const other = await ForeignIssuer.register(gatehouse);
    expect(failures(await doctor(await issuer.token({ iss: other.name })))).toContain('signature');
    // Even with the other's kid.
    const kid = other.key.jwk.kid;
    expect(failures(await doctor(await issuer.token({ iss: other.name }, { kid })))).toContain('signature');
  });

  it('that was changed after it was signed is refused', async () => {
    const [head, , tail] = (await issuer.token()).split('.');
    const changed = `${head}.${part(issuer.claims({ sub: 'machine', admin: true }))}.${tail}`;
    expect(failures(await doctor(changed))).toEqual(['signature']);
  });

  it('that is encrypted, cut, spelled otherwise or too long is refused as no token', async () => {
    const good = await issuer.token();
    const jwe = await new CompactEncrypt(randomBytes(16))
      .setProtectedHeader({ alg: 'dir', enc: 'A128GCM' })
      .encrypt(randomBytes(16));
    const bomb = `${part({ alg: 'PBES2-HS256+A128KW', enc: 'A128GCM', p2c: 2 ** 31, p2s: 'AAAA' })}.a.a.a.a`;
    const [head, body, tail] = good.split('.') as [string, string, string];
    for (const token of [
      jwe,
      bomb,
      `${head}.${body}`,
      `${good}.`,
      `${good}=`,
      `${head}.${body}=.${tail}`,
      ` ${good}`,
      `${head}.${body}.${tail.replaceAll('_', '/').replaceAll('-', '+')}+`,
      `${good}\n`,
      '..',
      '.',
      'a',
      'garbage',
      JSON.stringify({ protected: head, payload: body, signature: tail }),
      await issuer.token({ padding: 'a'.repeat(16_384) }),
    ]) {
      expect(failures(await doctor(token))).toEqual(['form']);
    }
  });
});

/** Families of tokens as the platforms make them, and rules as their users write them. */
describe('the workloads of', () => {
  async function registered(rules: [string, Record<string, unknown>][], fields: Record<string, unknown> = {}) {
    const platform = await ForeignIssuer.register(gatehouse, { audiences: ['gatehouse', gatehouse.url], ...fields });
    for (const [name, claims] of rules) await platform.rule(claims, clientId, { name });
    return async (claims: Record<string, unknown>): Promise<string[]> =>
      (await doctor(await platform.token(claims))).rules.filter(({ matches }) => matches).map(({ name }) => name);
  }

  it('Kubernetes are told apart by namespace and service account', async () => {
    const matching = await registered([
      ['one', { sub: 'system:serviceaccount:agents:reporter' }],
      ['namespace', { sub: 'system:serviceaccount:agents:*', '/kubernetes.io/namespace': 'agents' }],
      [
        'pods',
        { '/kubernetes.io/serviceaccount/name': ['reporter', 'writer'], '/kubernetes.io/pod/name': 'reporter-*' },
      ],
    ]);
    const token = (namespace: string, account: string, pod = `${account}-7d9f-x2x`) => ({
      aud: ['gatehouse'],
      sub: `system:serviceaccount:${namespace}:${account}`,
      'kubernetes.io': {
        namespace,
        pod: { name: pod, uid: randomUUID() },
        serviceaccount: { name: account, uid: randomUUID() },
      },
    });
    expect(await matching(token('agents', 'reporter'))).toEqual(['one', 'namespace', 'pods']);
    expect(await matching(token('agents', 'writer', 'writer-1'))).toEqual(['namespace']);
    expect(await matching(token('agents-evil', 'reporter', 'x'))).toEqual([]);
    expect(await matching(token('agents', 'reporter:agents', 'x'))).toEqual([]);
    expect(await matching({ aud: 'gatehouse', sub: 'system:serviceaccount:agents:writer' })).toEqual([]);
    expect(await matching({ aud: 'gatehouse', sub: 'x', 'kubernetes.io': 'agents' })).toEqual([]);
  });

  it('GitHub are told apart by repository, branch and environment', async () => {
    const matching = await registered([
      ['main', { sub: 'repo:acme/agents:ref:refs/heads/main' }],
      ['releases', { sub: 'repo:acme/*:ref:refs/heads/release/*' }],
      ['production', { repository_owner_id: '4711', sub: 'repo:acme/*:environment:production' }],
    ]);
    const token = (sub: string, fields: object = {}) => ({ sub, repository_owner_id: '4711', ...fields });
    expect(await matching(token('repo:acme/agents:ref:refs/heads/main'))).toEqual(['main']);
    expect(await matching(token('repo:acme/other:ref:refs/heads/release/1.0'))).toEqual(['releases']);
    expect(await matching(token('repo:acme/other:environment:production'))).toEqual(['production']);
    for (const near of [
      'repo:acme/agents:ref:refs/heads/main2',
      'repo:acme/agents:ref:refs/heads/Main',
      'repo:acme/agents-fork:ref:refs/heads/main',
      'repo:acme-evil/agents:ref:refs/heads/main',
      'repo:evil/acme/agents:ref:refs/heads/main',
      'repo:acme/agents:pull_request',
      'repo:acme/agents:ref:refs/heads/release/1.0/evil',
      'repo:acme/x:ref:refs/tags/v1:ref:refs/heads/release/1.0',
      'repo:acme/a/b:environment:production',
      'xrepo:acme/agents:ref:refs/heads/main',
    ]) {
      expect([near, await matching(token(near))]).toEqual([near, []]);
    }
    const evil = token('repo:acme/other:environment:production', { repository_owner_id: '666' });
    expect(await matching(evil)).toEqual([]);
  });

  it('GitLab are told apart by project, protected branch and list claims', async () => {
    const matching = await registered([
      ['group', { project_path: 'acme/**', ref_protected: 'true', ref_type: 'branch' }],
      ['number', { project_id: '42', user_access_level: ['owner', 'maintainer'] }],
      ['lists', { groups_direct: 'acme/*' }],
    ]);
    const token = (fields: object) => ({ sub: 'project_path:acme/bots/a:ref_type:branch:ref:main', ...fields });
    const branch = { project_path: 'acme/bots/a', ref_type: 'branch' };
    expect(await matching(token({ ...branch, ref_protected: 'true' }))).toEqual(['group']);
    expect(await matching(token({ ...branch, ref_protected: true }))).toEqual(['group']);
    expect(await matching(token({ ...branch, ref_protected: 'false' }))).toEqual([]);
    expect(await matching(token({ ...branch, project_path: 'acme-evil/a', ref_protected: 'true' }))).toEqual([]);
    expect(await matching(token({ project_id: 42, user_access_level: 'owner' }))).toEqual(['number']);
    expect(await matching(token({ project_id: '42', user_access_level: 'guest' }))).toEqual([]);
    expect(await matching(token({ project_id: 42.5, user_access_level: 'owner' }))).toEqual([]);
    expect(await matching(token({ groups_direct: ['other/a', 'acme/b'] }))).toEqual(['lists']);
    expect(await matching(token({ groups_direct: [['acme/b'], { a: 'acme/b' }, null] }))).toEqual([]);
    expect(await matching(token({ groups_direct: { 0: 'acme/b' } }))).toEqual([]);
  });

  it('SPIFFE need no iss, and are of their own trust domain alone', async () => {
    const domain = 'spiffe://prod.example';
    const spire = await ForeignIssuer.register(gatehouse, { issuer: domain });
    await spire.rule({ sub: `${domain}/ns/agents/sa/*` }, clientId);
    const svid = async (changes: Record<string, unknown>) =>
      doctor(await spire.token({ iss: undefined, jti: undefined, ...changes }));
    expect(await svid({ sub: `${domain}/ns/agents/sa/reporter` })).toMatchObject({ verdict: 'accepted' });
    expect(await svid({ iss: domain, sub: `${domain}/ns/agents/sa/reporter` })).toMatchObject({ verdict: 'accepted' });
    expect(failures(await svid({ sub: `${domain}/ns/agents/sa/a/b` }))).toEqual(['rules']);
    expect(failures(await svid({ sub: 'spiffe://prod.example.evil/ns/agents/sa/a' }))).toEqual(['issuer']);
    expect(failures(await svid({ sub: `${domain}` }))).toEqual(['issuer']);
    expect(failures(await svid({ iss: domain, sub: 'spiffe://dev.example/ns/agents/sa/a' }))).toEqual([
      'subject',
      'rules',
    ]);
    expect(failures(await svid({ iss: domain, sub: 'machine' }))).toEqual(['subject', 'rules']);
    // Another issuer's word for a member of the domain is that issuer's word.
    expect(failures(await doctor(await issuer.token({ sub: `${domain}/ns/agents/sa/a` })))).toEqual(['rules']);
  });
});

describe('the client of a workload', () => {
  it('is the one that the rules agree on, or that is asked for among theirs', async () => {
    const shared = await ForeignIssuer.register(gatehouse);
    const other = await machine();
    await shared.rule({ sub: 'machine' }, clientId);
    await shared.rule({ sub: 'mach*' }, other);
    const off = await shared.rule({ sub: '*chine' }, await machine(), { status: 'inactive' });
    const token = await shared.token();
    expect(failures(await doctor(token))).toEqual(['rules']);
    for (const id of [clientId, other]) {
      expect(await doctor(token, { client_id: id })).toMatchObject({ verdict: 'accepted', client_id: id });
    }
    expect(await doctor(token, { client_id: off.client_id })).toMatchObject({ verdict: 'refused', client_id: null });
    expect((await doctor(token)).rules.map(({ matches }) => matches)).toEqual([true, true, false]);
    const matching = await gatehouse.app.get(TrustedIssuers).verify(token, { use: 'workload', audience: 'listed' });
    const rules = await gatehouse.app.get(TrustedIssuers).match(matching);
    expect(rules.map((rule) => rule.clientId)).toEqual([clientId, other]);
  });

  it('is looked at as well: active, registered for this, and with something left of the scope', async () => {
    const own = await ForeignIssuer.register(gatehouse);
    const diagnose = async (client: string, fields: object = {}) => {
      const { id } = await own.rule({ sub: 'machine' }, client, { ...fields });
      const diagnosis = await doctor(await own.token());
      await gatehouse.adminCall('DELETE', `/issuers/${own.view.id}/rules/${id}`);
      return failures(diagnosis);
    };
    expect(await diagnose(await machine({ token_endpoint_auth_method: 'client_secret_basic' }))).toEqual([
      'registration',
    ]);
    const keyless = { grant_types: ['client_credentials'], token_endpoint_auth_method: 'workload_identity' };
    expect(await diagnose(await machine(keyless))).toEqual([]);
    expect(await diagnose(await machine({ status: 'inactive' }))).toEqual(['client']);
    const expired = await machine();
    await gatehouse.sql('UPDATE clients SET expires_at = now() WHERE client_id = $1', [expired]);
    expect(await diagnose(expired)).toEqual(['client']);
    expect(await diagnose(clientId, { scope: 'a2a' })).toEqual(['scope']);
    expect(await diagnose(clientId, { scope: 'mcp a2a' })).toEqual([]);
    const ownerless = await gatehouse.agent({
      grant_types: [ASSERTION],
      token_endpoint_auth_method: 'workload_identity',
    });
    await gatehouse.adminCall('PATCH', `/users/${ownerless.owner.id}`, { status: 'inactive' });
    expect(await diagnose(ownerless.id)).toEqual(['client']);
  });
});

describe('people of a trusted issuer', () => {
  let people: ForeignIssuer;
  beforeAll(async () => {
    people = await ForeignIssuer.register(gatehouse, {
      uses: ['subject_token', 'id_jag'],
      scope: 'mcp',
      clients: [clientId],
      link_verified_email: true,
    });
  });
  const person = () => createPerson(gatehouse);
  const found = (claims: Record<string, unknown>, of = people) =>
    gatehouse.app.get(FederatedPeople).find(verified(claims, of));
  const verified = (claims: Record<string, unknown>, of: ForeignIssuer) =>
    ({
      issuer: { issuer: of.name, linkVerifiedEmail: of.view.link_verified_email },
      claims: of.claims(claims),
    }) as unknown as ForeignToken;
  const link = (id: string, fields: object) =>
    gatehouse.create(`/users/${id}/identities`, { issuer: people.name, ...fields });

  it('are found by issuer, tenant and subject, and by nothing less', async () => {
    const [ada, bob] = [await person(), await person()];
    await link(ada.id, { subject: 'u1' });
    await link(bob.id, { subject: 'u1', tenant: 't2' });
    expect((await found({ sub: 'u1' }))?.id).toBe(ada.id);
    expect((await found({ sub: 'u1', tenant: 't2' }))?.id).toBe(bob.id);
    expect(await found({ sub: 'u1', tenant: 't3' })).toBeNull();
    expect(await found({ sub: 'U1' })).toBeNull();
    expect(await found({ sub: 'u1', tenant: 5 })).toBeNull();
    const other = await ForeignIssuer.register(gatehouse, { uses: ['id_jag'] });
    expect(await found({ sub: 'u1' }, other)).toBeNull();
    await gatehouse.adminCall('PATCH', `/users/${ada.id}`, { status: 'inactive' });
    expect(await found({ sub: 'u1' })).toBeNull();
  });

  it('are found once by a verified address, and then by the link', async () => {
    const ada = await person();
    const claims = { sub: 'ada', email: ada.email.toUpperCase(), email_verified: true };
    const all = await Promise.all(Array.from({ length: 10 }, () => found(claims)));
    expect(new Set(all.map((one) => one?.id))).toEqual(new Set([ada.id]));
    const { body } = await gatehouse.adminCall('GET', `/users/${ada.id}/identities`);
    expect(body.items).toMatchObject([{ issuer: people.name, tenant: '', subject: 'ada' }]);
    const events = (await evidenceOf(gatehouse, ada.id)).filter(({ kind }) => kind === 'user.identity_linked');
    expect(events).toHaveLength(1);
    // The address is somebody else's now: the subject is who they were, and the newcomer is nobody.
    const bob = await person();
    expect((await found({ ...claims, email: bob.email }))?.id).toBe(ada.id);
    expect(await found({ ...claims, sub: 'newcomer' })).toBeNull();
  });

  it('are one of two who claim an address at once', async () => {
    const ada = await person();
    const claims = { email: ada.email, email_verified: true };
    const all = await Promise.all(Array.from({ length: 10 }, (_, n) => found({ ...claims, sub: `claimant-${n}` })));
    expect(all.filter((one) => one !== null)).toHaveLength(1);
  });

  it.each([
    ['that is not verified', { email_verified: false }],
    ['of which nothing is said', { email_verified: undefined }],
    ['verified by a text', { email_verified: 'true' }],
    ['verified by a number', { email_verified: 1 }],
    ['in a list', { email: ['a@b.example'] }],
    ['with a letter that folds into ASCII', { email: '\u212Aate@b.example' }],
  ])('are not found by an address %s', async (_, claims) => {
    const ada = await person();
    expect(await found({ sub: randomUUID(), email: ada.email, email_verified: true, ...claims })).toBeNull();
  });

  it('are not found by an address when the issuer’s do not count, nor when they are inactive', async () => {
    const ada = await person();
    const claims = { sub: randomUUID(), email: ada.email, email_verified: true };
    const other = await ForeignIssuer.register(gatehouse, { uses: ['id_jag'] });
    expect(await found(claims, other)).toBeNull();
    await gatehouse.adminCall('PATCH', `/users/${ada.id}`, { status: 'inactive' });
    expect(await found(claims)).toBeNull();
    const count = await gatehouse.sql('SELECT 1 FROM user_identities WHERE user_id = $1', [ada.id]);
    expect(count).toEqual([]);
  });

  it('come with subject tokens that their clients may exchange', async () => {
    const ada = await person();
    await link(ada.id, { subject: 'exchanger' });
    const ask = async (header: object, fields: Record<string, unknown>) =>
      doctor(await people.token({ sub: 'exchanger' }, { ...header }), { use: 'subject_token', ...fields });
    expect(await ask({}, { client_id: clientId })).toMatchObject({ verdict: 'accepted', client_id: clientId });
    expect(failures(await ask({ typ: 'at+jwt' }, { client_id: clientId }))).toEqual([]);
    expect(failures(await ask({}, {}))).toEqual(['presenter']);
    expect(failures(await ask({}, { client_id: await machine() }))).toEqual(['presenter']);
    expect(
      failures(await doctor(await people.token({ sub: 'x' }), { use: 'subject_token', client_id: clientId })),
    ).toEqual(['person']);
    expect(failures(await ask({ typ: 'logout+jwt' }, { client_id: clientId }))).toEqual(['type']);
    const trusted = gatehouse.app.get(TrustedIssuers);
    const idToken = { use: 'subject_token', audience: 'listed' } as const;
    const token = await people.token({}, { typ: 'at+jwt' });
    await expect(trusted.verify(token, idToken)).rejects.toBeInstanceOf(ForeignTokenRefused);
    expect((await trusted.verify(token, { ...idToken, accessToken: true })).issuer.name).toBe('Somebody else');
  });

  it('come with ID-JAGs of exactly their form', async () => {
    const ada = await person();
    await link(ada.id, { subject: 'jag' });
    const good = { sub: 'jag', client_id: clientId, scope: 'mcp' };
    const jag = async (changes: object = {}, typ = 'oauth-id-jag+jwt') =>
      doctor(await people.token({ ...good, ...changes }, { typ }), { use: 'id_jag' });
    expect(await jag()).toMatchObject({ verdict: 'accepted', client_id: clientId });
    for (const [changes, check] of [
      [{ jti: undefined }, 'subject'],
      [{ client_id: undefined }, 'subject'],
      [{ iat: undefined }, 'times'],
      [{ exp: now() + 3700 }, 'times'],
      [{ aud: ['https://other.example', gatehouse.url] }, 'audience'],
      [{ sub: 'a'.repeat(256) }, 'subject'],
      [{ scope: 'a2a' }, 'scope'],
      [{ client_id: await machine() }, 'presenter'],
      [{ sub: 'nobody' }, 'person'],
    ] as const) {
      expect([changes, failures(await jag(changes))]).toEqual([changes, expect.arrayContaining([check])]);
    }
    for (const typ of ['JWT', 'at+jwt', '', 'oauth-id-jag']) expect(failures(await jag({}, typ))).toEqual(['type']);
    const wrong = await doctor(await people.token(good, { typ: 'oauth-id-jag+jwt' }), { client_id: 'root-cli' });
    expect(failures(wrong)).toEqual(['presenter']);
  });
});

describe('the doctor', () => {
  it('leaves nothing behind but that it was asked', async () => {
    const once = await ForeignIssuer.register(gatehouse, { uses: ['id_jag'], link_verified_email: true });
    const ada = await createPerson(gatehouse);
    const subject = randomUUID();
    const claims = { sub: subject, client_id: clientId, scope: 'mcp', email: ada.email, email_verified: true };
    const token = await once.token(claims, { typ: 'oauth-id-jag+jwt' });
    for (let times = 2; times > 0; times--) expect((await doctor(token)).verdict).toBe('accepted');
    const left = await gatehouse.sql(
      `SELECT 1 FROM user_identities WHERE user_id = $1 UNION ALL SELECT 2 FROM spent_ids`,
      [ada.id],
    );
    expect(left).toEqual([]);
    const asked = await gatehouse.sql<{ client_id: string; detail: object }>(
      `SELECT client_id, detail FROM audit_events WHERE kind = 'issuer.examined' AND detail->>'subject' = $1`,
      [subject],
    );
    expect(asked).toHaveLength(2);
    expect(asked[0]).toEqual({ client_id: 'root-cli', detail: { iss: once.name, subject, verdict: 'accepted' } });
    const signature = token.split('.')[2]!;
    expect(gatehouse.logLines.join('')).not.toContain(signature);
    const everything = await gatehouse.sql<{ found: boolean }>(
      `SELECT bool_or(to_jsonb(audit_events)::text LIKE $1) AS found FROM audit_events`,
      [`%${signature}%`],
    );
    expect(everything).toEqual([{ found: false }]);
  });

  it.each([
    ['nothing', {}, ['/token']],
    ['an empty token', { token: '' }, ['/token']],
    ['a number', { token: 5 }, ['/token']],
    ['a token of more than 64 KiB', { token: 'a'.repeat(65_537) }, ['/token']],
    ['another use and no client', { token: 'a', use: 'admin', client_id: '', x: 1 }, ['/use', '/client_id', '/x']],
  ])('is not asked with %s', async (_, wrong, pointers) => {
    expectWrong(await gatehouse.adminCall('POST', '/issuers/doctor', wrong), ...pointers);
  });
});
