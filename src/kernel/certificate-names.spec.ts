import { Extension } from '@peculiar/x509';
import { beforeAll, describe, expect, it } from 'vitest';
import { selfSigned, type TestCertificate } from '../../test/support/certificates.js';
import { certificateMatches, type RegisteredName, registeredNameFault } from './certificate-names.js';

let full: TestCertificate;
beforeAll(async () => {
  full = await selfSigned({
    subject: [{ O: ['Example'] }, { CN: ['agent'] }],
    names: [
      { type: 'dns', value: 'Agent.Example.test' },
      { type: 'dns', value: '*.wild.test' },
      { type: 'dns', value: 'nul.test\0.evil.test' },
      { type: 'url', value: 'https://agent.example.test/a' },
      { type: 'url', value: 'https://second.example.test/' },
      { type: 'ip', value: '192.0.2.7' },
      { type: 'ip', value: '2001:db8::1' },
      { type: 'ip', value: '::ffff:198.51.100.1'.replace('198.51.100.1', 'c633:6401') },
      { type: 'email', value: 'Ada@Example.test' },
    ],
  });
});

const matches = (name: RegisteredName, certificate = full) => certificateMatches(name, certificate.presented);

describe('a certificate is known by its one registered name (RFC 8705 §2.1.2)', () => {
  it.each<[RegisteredName]>([
    [{ subject_dn: 'CN=agent,O=Example' }],
    [{ subject_dn: 'CN=agent,O=Example', san_dns: null, san_ip: undefined }],
    [{ san_dns: 'agent.example.test' }],
    [{ san_dns: 'AGENT.EXAMPLE.TEST' }],
    [{ san_uri: 'https://agent.example.test/a' }],
    [{ san_uri: 'https://second.example.test/' }],
    [{ san_ip: '192.0.2.7' }],
    [{ san_ip: '2001:db8::1' }],
    [{ san_ip: '2001:0DB8:0:0:0:0:0:1' }],
    [{ san_ip: '::ffff:198.51.100.1' }],
    [{ san_email: 'Ada@example.TEST' }],
  ])('%j', (name) => expect(matches(name)).toBe(true));

  it.each<[RegisteredName]>([
    [{}],
    [{ subject_dn: null }],
    [{ subject_dn: '' }],
    [{ subject_dn: 'O=Example,CN=agent' }],
    [{ subject_dn: 'CN=agent' }],
    [{ subject_dn: 'CN=agent,O=Example', san_dns: 'agent.example.test' }],
    [{ subject_dn: 'CN=other', san_dns: 'agent.example.test' }],
    [{ san_dns: 'example.test' }],
    [{ san_dns: 'other.example.test' }],
    [{ san_dns: 'agent.example.test.' }],
    [{ san_dns: '*.example.test' }],
    [{ san_dns: '*.wild.test' }],
    [{ san_dns: 'one.wild.test' }],
    [{ san_dns: 'nul.test' }],
    [{ san_dns: 'nul.test\0.evil.test' }],
    [{ san_dns: '192.0.2.7' }],
    [{ san_dns: '' }],
    [{ san_uri: 'https://agent.example.test/A' }],
    [{ san_uri: 'HTTPS://agent.example.test/a' }],
    [{ san_uri: 'https://agent.example.test/%61' }],
    [{ san_uri: 'https://agent.example.test' }],
    [{ san_uri: 'Agent.Example.test' }],
    [{ san_ip: '198.51.100.1' }],
    [{ san_ip: '192.0.2.8' }],
    [{ san_ip: '192.0.2.07' }],
    [{ san_ip: '3221225991' }],
    [{ san_ip: '2001:db8::1%eth0' }],
    [{ san_ip: '192.0.2.0/24' }],
    [{ san_email: 'ada@Example.test' }],
    [{ san_email: 'Ada@other.test' }],
    [{ san_email: '@Example.test' }],
    [{ san_email: 'Example.test' }],
    [{ san_other: 'x' } as RegisteredName],
    [{ constructor: 'x' } as unknown as RegisteredName],
  ])('not by %j', (name) => expect(matches(name)).toBe(false));

  it('an alternative name does not count as a subject, nor a subject as an alternative name', async () => {
    const dns = await selfSigned({ subject: 'CN=agent.example.test' });
    expect(matches({ san_dns: 'agent.example.test' }, dns)).toBe(false);
    expect(matches({ subject_dn: 'CN=agent.example.test' }, dns)).toBe(true);
  });

  it('a SPIFFE id is a URI, of a certificate that has no other', async () => {
    const uri = 'spiffe://example.test/ns/agents/sa/reporter';
    const svid = await selfSigned({ subject: [], names: [{ type: 'url', value: uri }] });
    expect(matches({ san_uri: uri }, svid)).toBe(true);
    expect(matches({ san_uri: `${uri}2` }, svid)).toBe(false);
    expect(matches({ san_uri: 'spiffe://EXAMPLE.test/ns/agents/sa/reporter' }, svid)).toBe(false);
    const two = await selfSigned({
      names: [
        { type: 'url', value: uri },
        { type: 'url', value: 'spiffe://example.test/other' },
      ],
    });
    expect(matches({ san_uri: uri }, two)).toBe(false);
  });

  it('a certificate with an extension twice is known by nothing (RFC 5280 §4.2)', async () => {
    const san = (value: string) => new Extension('2.5.29.17', false, sanOf(value));
    const names = [{ type: 'dns', value: 'a.test' }] as const;
    expect(matches({ san_dns: 'a.test' }, await selfSigned({ names: [...names] }))).toBe(true);
    expect(matches({ san_dns: 'a.test' }, await selfSigned({ names: [...names], more: [san('b.test')] }))).toBe(false);
  });

  it('one whose alternative names cannot be read is known by nothing, however often it is asked', async () => {
    const broken = (await selfSigned({ more: [new Extension('2.5.29.17', false, Buffer.from('3003820a61', 'hex'))] }))
      .presented;
    expect(certificateMatches({ subject_dn: 'CN=agent' }, broken)).toBe(false);
    expect(certificateMatches({ subject_dn: 'CN=agent' }, broken)).toBe(false);
  });
});

describe('a name that nothing could match is told', () => {
  it.each([
    ['subject_dn', 'agent'],
    ['subject_dn', 'CN=a\\00'],
    ['san_dns', '*.example.test'],
    ['san_dns', 'a b'],
    ['san_uri', 'agent'],
    ['san_uri', 'https://a b'],
    ['san_ip', '010.0.0.1'],
    ['san_ip', 'fe80::1%1'],
    ['san_email', 'ada'],
    ['san_email', 'ada@b@c'],
  ] as const)('%s %j', (kind, value) => expect(registeredNameFault(kind, value)).toMatch(/^must be /));

  it.each([
    ['subject_dn', 'CN=agent,O=Example'],
    ['san_dns', 'agent.example.test'],
    ['san_uri', 'spiffe://example.test/agent'],
    ['san_ip', '2001:db8::1'],
    ['san_email', 'ada@example.test'],
  ] as const)('%s %j is right', (kind, value) => expect(registeredNameFault(kind, value)).toBeNull());
});

function sanOf(name: string): Uint8Array<ArrayBuffer> {
  const dns = Buffer.concat([Buffer.from([0x82, name.length]), Buffer.from(name)]);
  return new Uint8Array(Buffer.concat([Buffer.from([0x30, dns.length]), dns]));
}
