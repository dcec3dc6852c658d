import { type JsonName, Name } from '@peculiar/x509';
import { describe, expect, it } from 'vitest';
import { distinguishedNameOf, readDistinguishedName, sameName } from './distinguished-name.js';

type Value = string | { utf8String: string } | { bmpString: string };
type Attributes = Readonly<Record<string, Value[] | undefined>>[];

/** The name of a certificate with these relative names, the first one first, through its encoding. */
const certified = (names: Attributes) => distinguishedNameOf(new Name(new Name(names as JsonName).toArrayBuffer()));
const same = (text: string, names: Attributes) => sameName(readDistinguishedName(text), certified(names));

describe('a distinguished name is the one in the certificate (RFC 4514, RFC 8705 §2.1.2)', () => {
  const plain = [{ C: ['DE'] }, { O: ['Example'] }, { CN: ['agent'] }];
  it.each<[string, Attributes]>([
    ['CN=agent,O=Example,C=DE', plain],
    ['cn=agent, o=Example , c = DE', plain],
    ['commonName=agent,organizationName=Example,countryName=DE', plain],
    ['2.5.4.3=agent,2.5.4.10=Example,2.5.4.6=DE', plain],
    ['CN=#0c056167656e74,O=Example,C=#13024445', plain],
    ['CN=\\61gent,O=Ex\\61mple,C=DE', plain],
    ['CN=a\\, b', [{ CN: ['a\\, b'] }]],
    ['CN=a\\2C b', [{ CN: ['a\\, b'] }]],
    ['CN=a\\2cb\\3dc=d', [{ CN: [{ utf8String: 'a,b=c=d' }] }]],
    ['CN=Lu\\C4\\8Di\\C4\\87', [{ CN: [{ utf8String: 'Lučić' }] }]],
    ['CN=Lučić', [{ CN: [{ utf8String: 'Lučić' }] }]],
    ['CN=\\#1 \\"a\\" \\+ \\; \\< \\> \\\\', [{ CN: [{ utf8String: '#1 "a" + ; < > \\' }] }]],
    ['OU=Sales+CN=J. Smith,O=Example', [{ O: ['Example'] }, { CN: ['J. Smith'], OU: ['Sales'] }]],
    ['CN=J. Smith+OU=Sales,O=Example', [{ O: ['Example'] }, { OU: ['Sales'], CN: ['J. Smith'] }]],
    ['CN= two   spaces ', [{ CN: [{ utf8String: 'two spaces' }] }]],
    ['CN=\\ two spaces\\ ', [{ CN: [{ utf8String: ' two  spaces' }] }]],
    ['UID=7,DC=example,DC=net', [{ DC: ['net'] }, { DC: ['example'] }, { '0.9.2342.19200300.100.1.1': ['7'] }]],
    ['emailAddress=a@b.example', [{ E: ['a@b.example'] }]],
    ['serialNumber=17', [{ '2.5.4.5': ['17'] }]],
    ['SN=Smith', [{ SN: ['Smith'] }]],
    ['CN=wide', [{ CN: [{ bmpString: 'wide' }] }]],
    ['1.3.6.1.4.1.9999.0.1=x', [{ '1.3.6.1.4.1.9999.0.1': ['x'] }]],
    ['CN=#03020780', [{ CN: ['#03020780'] }]],
  ])('%s', (text, names) => expect(same(text, names)).toBe(true));

  it.each<[string, string, Attributes]>([
    ['the order of the encoding', 'C=DE,O=Example,CN=agent', plain],
    ['a part of the name', 'CN=agent,O=Example', plain],
    ['more than the name', 'CN=agent,OU=x,O=Example,C=DE', plain],
    ['another case of a value', 'CN=Agent,O=Example,C=DE', plain],
    ['another type', 'OU=agent,O=Example,C=DE', plain],
    ['one name where there are two', 'CN=a+OU=b', [{ OU: ['b'] }, { CN: ['a'] }]],
    ['two names where there is one', 'CN=a,OU=b', [{ OU: ['b'], CN: ['a'] }]],
    ['an escaped separator for two names', 'CN=a\\,OU=b', [{ OU: ['b'] }, { CN: ['a'] }]],
    ['two names for an escaped separator', 'CN=a,OU=b', [{ CN: [{ utf8String: 'a,OU=b' }] }]],
    ['hex for the text that looks like it', 'CN=#03020780', [{ CN: [{ utf8String: '#03020780' }] }]],
    ['text for the hex that looks like it', 'CN=\\#03020780', [{ CN: ['#03020780'] }]],
    ['spaces inside a word', 'CN=a gent,O=Example,C=DE', plain],
    ['a composed letter for two', 'CN=\u00e9', [{ CN: [{ utf8String: 'e\u0301' }] }]],
  ])('%s is another name: %s', (_, text, names) => {
    expect(readDistinguishedName(text)).not.toBeNull();
    expect(same(text, names)).toBe(false);
  });

  it.each([
    '',
    ' ',
    'agent',
    'CN',
    'CN=',
    'CN= ',
    'CN=\\ ',
    '=agent',
    'CN=agent,',
    ',CN=agent',
    'CN=agent+',
    'CN=agent,,O=x',
    'CN=a;O=x',
    'CN="a"',
    'CN=a<b',
    'CN=a\\',
    'CN=a\\g',
    'CN=#',
    'CN=#0',
    'CN=#zz',
    'CN=#0c05',
    'CN=\\ff\\fe',
    'CN=a\\00b',
    'CN=a\u0000b',
    'CN=a\\0Ab',
    'CN=a\nb',
    'CN=a\\7f',
    'CN=#0c03610062',
    'constructor=x',
    '__proto__=x',
    'unheardOf=x',
    '3.5.4.3=x',
    '2=x',
    '/CN=agent',
    'CN=#0000',
    'CN=#0c01410c0142',
    'CN=#0c014100',
  ])('%j is none', (text) => expect(readDistinguishedName(text)).toBeNull());

  it.each<[string, Attributes]>([
    ['nothing', []],
    ['a NUL', [{ CN: [{ utf8String: 'a\0b' }] }]],
    ['a line break', [{ O: ['x'] }, { CN: [{ utf8String: 'a\nCN=b' }] }]],
    ['an empty value', [{ CN: [{ utf8String: ' ' }] }]],
  ])('a certificate whose subject holds %s has no name', (_, names) => expect(certified(names)).toBeNull());

  it('no name is not the same as no name', () => expect(sameName(null, null)).toBe(false));

  it('long runs of anything are read in no time that matters', () => {
    for (const text of [
      ' '.repeat(2000),
      'CN=' + ' '.repeat(2000),
      'CN=\\'.padEnd(2000, '\\'),
      'CN=#'.padEnd(2000, '0'),
      `CN=${'a'.repeat(3000)}`,
    ]) {
      expect(readDistinguishedName(text)).toBeNull();
    }
  });
});
