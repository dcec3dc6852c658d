import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { definitions } from '../../src/settings/definitions.js';
import { generatedSecret } from '../../src/settings/generated-secrets.js';
import { readSettings, type WrongSettings } from '../../src/settings/settings.js';
import { environmentExample, settingsTable } from '../../src/settings/settings-docs.js';
import { CertifiedSettings } from '../support/certificates.js';
import { HttpsHost } from '../support/https-host.js';

const read = (environment: Record<string, string>) => () => readSettings(environment);

describe('settings', () => {
  it('have defaults for everything', () => {
    expect(readSettings({})).toMatchObject({
      HOST: '127.0.0.1',
      PORT: 8080,
      PUBLIC_URL: 'http://localhost:8080',
      ACCESS_TOKEN_SECONDS: 300,
    });
  });

  it.each([
    [{ PUBLIC_URL: 'https://gate.example:8443' }, 'gate.example'],
    [{}, 'localhost'],
    [{ TRUST_DOMAIN: 'spiffe://prod.example' }, 'spiffe://prod.example'],
  ])('TRUST_DOMAIN of %j is %s', (environment, domain) => {
    expect(readSettings(environment as Record<string, string>).TRUST_DOMAIN).toBe(domain);
  });

  it.each(['a b', 'a"b', 'ä', 'a'.repeat(256)])('TRUST_DOMAIN %j is refused', (text) => {
    expect(read({ TRUST_DOMAIN: text })).toThrow('TRUST_DOMAIN: must have 1 to 255 characters');
  });

  it.each(['owner', 'admin', 'security_operator', 'auditor', 'help_desk', 'agent_owner'])(
    'SELF_REGISTERED_SCOPES gives no stranger role %s',
    (role) => {
      expect(read({ SELF_REGISTERED_SCOPES: `openid, user,${role}` })).toThrow(
        `SELF_REGISTERED_SCOPES: ${role} is a role of administration`,
      );
      expect(readSettings({ SELF_REGISTERED_SCOPES: `openid, custom:${role}` }).SELF_REGISTERED_SCOPES).toHaveLength(2);
    },
  );

  it('cannot be changed', () => {
    expect(() => Object.assign(readSettings({}), { PORT: 1 })).toThrow(TypeError);
  });

  it('are refused all at once, each by name', () => {
    const wrong = {
      PORT: 'x',
      ACCESS_TOKEN_SECONDS: '5',
      LOG_LEVEL: 'loud',
      TRUSTED_PROXIES: '10.0.0.0/99',
      LIMIT_GATE: '0/60',
    };
    let problems: readonly string[] = [];
    try {
      readSettings(wrong);
    } catch (error) {
      problems = (error as WrongSettings).problems;
    }
    expect(problems.map((problem) => problem.split(':')[0]).sort()).toEqual(Object.keys(wrong).sort());
  });

  it.each([
    ['http://gate.example', 'must be https'],
    ['https://gate.example/path', 'must be an origin'],
    ['https://gate.example?x', 'must be an origin'],
    ['https://user@gate.example', 'must be an origin'],
    ['gate.example', 'must be an http or https URL'],
    ['javascript:alert(1)', 'must be an http or https URL'],
  ])('PUBLIC_URL %s is refused', (url, text) => {
    expect(read({ PUBLIC_URL: url })).toThrow(text);
  });

  it.each([
    'http://localhost:1',
    'http://127.0.0.1',
    'http://[::1]:8080',
    'https://gate.example',
    'https://gate.example/',
  ])('PUBLIC_URL %s is accepted', (url) => {
    expect(readSettings({ PUBLIC_URL: url }).PUBLIC_URL).toBe(url.replace(/\/$/, ''));
  });

  it('a loopback issuer has the machine’s other names as aliases, another has none', () => {
    expect(readSettings({}).PUBLIC_URL_ALIASES).toEqual(['http://127.0.0.1:8080']);
    expect(readSettings({ PUBLIC_URL: 'https://gate.example' }).PUBLIC_URL_ALIASES).toEqual([]);
  });

  it.each([
    'short',
    'a'.repeat(40),
    'change-me-change-me-change-me-change-me',
    'this-is-an-example-secret-of-good-length',
  ])('the secret %s is refused', (secret) => {
    expect(read({ TOKEN_PEPPER: secret })).toThrow('TOKEN_PEPPER');
  });

  it('a file that is empty is not the same as no file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'gatehouse-settings-'));
    writeFileSync(join(folder, 'empty'), '\n');
    expect(read({ KEY_ENCRYPTION_KEY_FILE: join(folder, 'empty') })).toThrow('is empty');
    expect(read({ DATABASE_URL_FILE: join(folder, 'empty') })).toThrow('is empty');
    rmSync(folder, { recursive: true });
  });

  it('the first secret may be short on a developer’s machine alone', () => {
    expect(readSettings({ BOOTSTRAP_CLIENT_SECRET: 'x' }).BOOTSTRAP_CLIENT_SECRET).toBe('x');
    expect(read({ BOOTSTRAP_CLIENT_SECRET: 'x', PUBLIC_URL: 'https://gate.example' })).toThrow(
      'BOOTSTRAP_CLIENT_SECRET',
    );
  });

  it.each([
    ['BOOTSTRAP_CLIENT_ID', 'ädmin'],
    ['BOOTSTRAP_CLIENT_ID', 'a:b'],
    ['BOOTSTRAP_CLIENT_ID', ''.padEnd(300, 'a')],
    ['BOOTSTRAP_ADMIN_EMAIL', 'no mail'],
    ['BRIDGE_MINIMUM_VERSION', '1.2'],
    ['BRIDGE_MINIMUM_VERSION', 'v1.2.0'],
    ['BRIDGE_MINIMUM_VERSION', '1.02.0'],
    ['BRIDGE_MINIMUM_VERSION', '1.2.0-01'],
    ['BRIDGE_MINIMUM_VERSION', `1.2.0-${'a'.repeat(64)}`],
  ])('%s %s is refused', (name, text) => {
    expect(read({ [name]: text })).toThrow(name);
  });

  it.each(['0.0.0', '1.20.300', '1.2.0-rc.1', '1.2.0-0a.x-y+build.07'])(
    'BRIDGE_MINIMUM_VERSION %s is accepted',
    (text) => {
      expect(readSettings({ BRIDGE_MINIMUM_VERSION: text }).BRIDGE_MINIMUM_VERSION).toBe(text);
    },
  );

  it('a secret may lie in a file, but not in two places', () => {
    const folder = mkdtempSync(join(tmpdir(), 'gatehouse-settings-'));
    const file = join(folder, 'pepper');
    writeFileSync(file, 'Zq3v8Kx1Lm5Np7Rt9Wy2Bd4Fg6Hj0CkXs5\n');
    expect(readSettings({ TOKEN_PEPPER_FILE: file }).TOKEN_PEPPER).toBe('Zq3v8Kx1Lm5Np7Rt9Wy2Bd4Fg6Hj0CkXs5');
    expect(read({ TOKEN_PEPPER_FILE: file, TOKEN_PEPPER: 'Zq3v8Kx1Lm5Np7Rt9Wy2Bd4Fg6Hj0CkXs5' })).toThrow('not both');
    expect(read({ TOKEN_PEPPER_FILE: join(folder, 'missing') })).toThrow('TOKEN_PEPPER');
    rmSync(folder, { recursive: true });
  });

  it('no message repeats the text of a secret', () => {
    expect.assertions(1);
    try {
      readSettings({ TOKEN_PEPPER: 'hunter2', DATABASE_URL: 'mysql://root:hunter2@db/x' });
    } catch (error) {
      expect((error as Error).message).not.toContain('hunter2');
    }
  });
});

describe('settings of client certificates', () => {
  let certified: CertifiedSettings;
  let other: CertifiedSettings;
  beforeAll(async () => {
    [certified, other] = [await CertifiedSettings.make({ MTLS_PORT: '8443' }), await CertifiedSettings.make()];
  });
  afterAll(() => {
    certified.remove();
    other.remove();
  });
  const terminator = { CLIENT_CERT_HEADER: 'Client-Cert', TRUSTED_PROXIES: '10.0.0.1' };

  it('are off unless they are set', () => {
    expect(readSettings({ MTLS_PORT: '0' })).toMatchObject({
      MTLS_PORT: undefined,
      MTLS_PUBLIC_URL: undefined,
      CLIENT_CERT_HEADER: undefined,
      MTLS_CA_FILE: [],
    });
  });

  it('make a listener, on the host of the issuer, that is one of our names', () => {
    const settings = readSettings({ ...certified.environment, PUBLIC_URL: 'https://gate.example' });
    expect(settings.MTLS_PUBLIC_URL).toBe('https://gate.example:8443');
    expect(settings.publicBases).toEqual(['https://gate.example', 'https://gate.example:8443']);
    const named = { ...certified.environment, MTLS_PUBLIC_URL: 'https://mtls.gate.example/' };
    expect(readSettings(named).MTLS_PUBLIC_URL).toBe('https://mtls.gate.example');
  });

  it('read authorities for a terminator too, and its name', () => {
    const { MTLS_CA_FILE = '' } = certified.environment;
    const settings = readSettings({ ...terminator, MTLS_CA_FILE, MTLS_PUBLIC_URL: 'https://mtls.gate.example' });
    expect(settings.CLIENT_CERT_HEADER).toBe('client-cert');
    expect(settings.MTLS_CA_FILE.map(({ thumbprint }) => thumbprint)).toEqual([
      certified.authority.presented.thumbprint,
    ]);
    expect(settings.publicBases).toContain('https://mtls.gate.example');
  });

  it.each<[string, () => Record<string, string>, string[]]>([
    ['a port without files', () => ({ MTLS_PORT: '8443' }), ['MTLS_CERT_FILE', 'MTLS_KEY_FILE']],
    [
      'files without a port',
      () => ({ ...certified.environment, MTLS_PORT: '' }),
      ['MTLS_CA_FILE', 'MTLS_CERT_FILE', 'MTLS_KEY_FILE'],
    ],
    ['a port that is none', () => ({ ...certified.environment, MTLS_PORT: 'x' }), ['MTLS_PORT']],
    ['the same port', () => ({ ...certified.environment, PORT: '8443' }), ['MTLS_PORT']],
    [
      'another key',
      () => ({ ...certified.environment, MTLS_KEY_FILE: other.environment['MTLS_KEY_FILE']! }),
      ['MTLS_KEY_FILE'],
    ],
    [
      'no key',
      () => ({ ...certified.environment, MTLS_KEY_FILE: certified.environment['MTLS_CERT_FILE']! }),
      ['MTLS_KEY_FILE'],
    ],
    [
      'no certificate',
      () => ({ ...certified.environment, MTLS_CERT_FILE: certified.environment['MTLS_KEY_FILE']! }),
      ['MTLS_CERT_FILE'],
    ],
    ['no file', () => ({ ...certified.environment, MTLS_CERT_FILE: '/nowhere.pem' }), ['MTLS_CERT_FILE']],
    [
      'an authority that is none',
      () => ({ ...certified.environment, MTLS_CA_FILE: certified.environment['MTLS_CERT_FILE']! }),
      ['MTLS_CA_FILE'],
    ],
    [
      'a URL of http',
      () => ({ ...certified.environment, MTLS_PUBLIC_URL: 'http://localhost:8443' }),
      ['MTLS_PUBLIC_URL'],
    ],
    [
      'a URL with a path',
      () => ({ ...certified.environment, MTLS_PUBLIC_URL: 'https://gate.example/x' }),
      ['MTLS_PUBLIC_URL'],
    ],
    ['a URL of nothing', () => ({ MTLS_PUBLIC_URL: 'https://gate.example' }), ['MTLS_PUBLIC_URL']],
    ['a header of nobody', () => ({ CLIENT_CERT_HEADER: 'Client-Cert' }), ['CLIENT_CERT_HEADER']],
  ])('%s is refused', (_, environment, names) => {
    let problems: readonly string[] = [];
    try {
      readSettings(environment());
    } catch (error) {
      problems = (error as WrongSettings).problems;
    }
    expect(problems.map((problem) => problem.split(':')[0]).sort()).toEqual(names);
    expect(problems.join()).not.toContain('-----');
  });

  it.each([
    'Client_Cert',
    'client cert',
    'Authorization',
    'Cookie',
    'X-Forwarded-For',
    'Mcp-Param-Cert',
    'Tracestate',
    '-',
  ])('the header %s is refused', (name) =>
    expect(read({ ...terminator, CLIENT_CERT_HEADER: name })).toThrow('CLIENT_CERT_HEADER: must be'),
  );

  it.each(['Client-Cert', 'X-Client-Cert', 'X-SSL-Client-Cert', 'x-amzn-mtls-clientcert-leaf'])(
    'the header %s is taken',
    (name) =>
      expect(readSettings({ ...terminator, CLIENT_CERT_HEADER: name }).CLIENT_CERT_HEADER).toBe(name.toLowerCase()),
  );
});

describe('generated secrets', () => {
  it('are made once, for the owner alone', () => {
    const folder = mkdtempSync(join(tmpdir(), 'gatehouse-secrets-'));
    const first = generatedSecret(folder, 'pepper');
    expect(first.length).toBeGreaterThanOrEqual(43);
    expect(generatedSecret(folder, 'pepper')).toBe(first);
    expect(statSync(join(folder, 'secrets', 'pepper')).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'secrets')).mode & 0o777).toBe(0o700);
    rmSync(folder, { recursive: true });
  });
});

describe('a damaged secret', () => {
  it('is not used as if it were one', () => {
    const folder = mkdtempSync(join(tmpdir(), 'gatehouse-secrets-'));
    generatedSecret(folder, 'pepper');
    writeFileSync(join(folder, 'secrets', 'pepper'), '');
    expect(() => generatedSecret(folder, 'pepper')).toThrow('is damaged');
    rmSync(folder, { recursive: true });
  });
});

describe('the documentation of settings is the table of settings', () => {
  it('.env.example', () => {
    expect(readFileSync('.env.example', 'utf8')).toBe(environmentExample());
  });

  it('docs/reference.md', () => {
    expect(readFileSync('docs/reference.md', 'utf8')).toContain(settingsTable());
  });

  it('every setting says what it is for', () => {
    for (const [name, { doc }] of Object.entries(definitions))
      expect([name, /^[A-Z`].{10,}/.test(doc)]).toEqual([name, true]);
  });
});

describe('the authorities of hosts that others name', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-authorities-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const withFile = (text: string | Buffer) => {
    writeFileSync(join(folder, 'ca.pem'), text);
    return { OUTBOUND_CA_FILE: join(folder, 'ca.pem') };
  };

  it('are the certificates of a file, without what stands between them', async () => {
    const host = await HttpsHost.start();
    const pem = readFileSync(host.caFile, 'utf8').trim();
    await host.stop();
    const authorities = readSettings(withFile(`# Ours\r\n${pem}\r\nand another:\r\n${pem}`)).OUTBOUND_CA_FILE;
    expect(authorities).toBe(`${pem}\n${pem}\n`);
    expect(readSettings({}).OUTBOUND_CA_FILE).toBeUndefined();
  });

  it.each<[string, string | Buffer, string]>([
    ['an empty file', '', 'no certificate in PEM'],
    ['a certificate as DER', Buffer.from('3082010a', 'hex'), 'no certificate in PEM'],
    ['a private key', '-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n', 'holds a PRIVATE KEY'],
    ['damage', '-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n', 'cannot be read'],
    ['half a certificate', '-----BEGIN CERTIFICATE-----\nMAA=\n', 'no certificate in PEM'],
    ['far too much', Buffer.alloc(1024 * 1024 + 1), 'at most 1024 KiB'],
  ])('are not %s', (_name, text, message) => {
    expect(read(withFile(text))).toThrow(message);
    expect(read(withFile(text))).toThrow('OUTBOUND_CA_FILE');
  });

  it('are not in a file that is not there', () => {
    expect(read({ OUTBOUND_CA_FILE: join(folder, 'missing') })).toThrow('there is no file');
    expect(read({ OUTBOUND_CA_FILE: folder })).toThrow('there is no file');
  });
});
