import 'reflect-metadata'; // what reads certificates needs it, whoever loads this first
import { Name } from '@peculiar/x509';
/** Names of RFC 4519 §2, and those that tools print, in lower case; anything else is written as an OID. */
const OIDS = Object.assign(Object.create(null), {
    cn: '2.5.4.3',
    commonname: '2.5.4.3',
    sn: '2.5.4.4',
    surname: '2.5.4.4',
    serialnumber: '2.5.4.5',
    c: '2.5.4.6',
    countryname: '2.5.4.6',
    l: '2.5.4.7',
    localityname: '2.5.4.7',
    st: '2.5.4.8',
    stateorprovincename: '2.5.4.8',
    street: '2.5.4.9',
    streetaddress: '2.5.4.9',
    o: '2.5.4.10',
    organizationname: '2.5.4.10',
    ou: '2.5.4.11',
    organizationalunitname: '2.5.4.11',
    t: '2.5.4.12',
    title: '2.5.4.12',
    businesscategory: '2.5.4.15',
    postalcode: '2.5.4.17',
    g: '2.5.4.42',
    gn: '2.5.4.42',
    givenname: '2.5.4.42',
    i: '2.5.4.43',
    initials: '2.5.4.43',
    generationqualifier: '2.5.4.44',
    dnqualifier: '2.5.4.46',
    pseudonym: '2.5.4.65',
    organizationidentifier: '2.5.4.97',
    uid: '0.9.2342.19200300.100.1.1',
    userid: '0.9.2342.19200300.100.1.1',
    dc: '0.9.2342.19200300.100.1.25',
    domaincomponent: '0.9.2342.19200300.100.1.25',
    e: '1.2.840.113549.1.9.1',
    email: '1.2.840.113549.1.9.1',
    emailaddress: '1.2.840.113549.1.9.1',
});
const LONGEST = 2048;
const OID = /^[0-2](?:\.(?:0|[1-9]\d*))+$/;
/** One attribute and what ends it (RFC 4514 §3); spaces around it are of no meaning. */
const ATTRIBUTE = / *([A-Za-z][A-Za-z0-9-]*|[0-9.]+) *= *(?:(#(?:[0-9A-Fa-f]{2})+) *|((?!#)(?:[^\\",+;<>]|\\(?:[0-9A-Fa-f]{2}|[\\",+;<>= #]))+))([,+]|$)/y;
const CONTROL = /\p{Cc}/u;
/**
 * Reads the string form of a name (RFC 4514 §3), whose first relative name is the last one in the certificate.
 * @returns null for anything else, and for a name with control characters or empty values: such a name matches nothing
 */
export function readDistinguishedName(text) {
    if (text === '' || text.length > LONGEST)
        return null;
    const names = [[]];
    const reader = new RegExp(ATTRIBUTE);
    for (;;) {
        const [whole, type = '', hex, escaped, end] = reader.exec(text) ?? [];
        const attribute = whole === undefined ? null : readAttribute(type, hex, escaped);
        if (attribute === null)
            return null;
        names.at(-1)?.push(attribute);
        if (end === '')
            return names.reverse().map((name) => name.sort());
        if (end === ',')
            names.push([]);
    }
}
function readAttribute(type, hex, escaped = '') {
    const oid = OID.test(type) ? type : OIDS[type.toLowerCase()];
    if (oid === undefined)
        return null;
    return hex === undefined ? textAttribute(oid, unescaped(escaped)) : encodedAttribute(oid, hex);
}
/** The name that a certificate holds; null when it has none, or one that matches nothing. */
export function distinguishedNameOf(name) {
    const names = name.toJSON().map((relative) => attributesOf(relative, name));
    const known = names.every((attributes) => attributes !== null);
    return known && names.length > 0 ? names.map((attributes) => attributes.sort()) : null;
}
/** Whether both are the same names in the same order; the attributes within one of them have no order (RFC 4514 §2.2). */
export function sameName(a, b) {
    return a !== null && b !== null && JSON.stringify(a) === JSON.stringify(b);
}
function attributesOf(relative, name) {
    const attributes = Object.entries(relative).flatMap(([type, values]) => {
        const oid = OID.test(type) ? type : OIDS[type.toLowerCase()];
        if (oid === undefined)
            return [null];
        return values.map((value) => {
            // The library writes what is no string as # and hex; a string that merely begins so is also among the texts.
            const encoded = value.startsWith('#') && !name.getField(oid).includes(value);
            return encoded ? `${oid}=ber:${value.slice(1).toLowerCase()}` : textAttribute(oid, value);
        });
    });
    return attributes.every((attribute) => attribute !== null) ? attributes : null;
}
/** Leading, trailing and repeated spaces mean nothing (RFC 4518 §2.6.1); all else is compared as it is. */
function textAttribute(oid, value) {
    const text = value?.replace(/ +/g, ' ').replace(/^ | $/g, '') ?? '';
    return text === '' || CONTROL.test(text) ? null : `${oid}=text:${text}`;
}
/** `#` and the hex of an encoding: read by what reads the certificate, so that a string is the same string. */
function encodedAttribute(oid, hex) {
    if (!isOneValue(Buffer.from(hex.slice(1), 'hex')))
        return null;
    try {
        return distinguishedNameOf(new Name(new Name([{ [oid]: [hex] }]).toArrayBuffer()))?.[0]?.[0] ?? null;
    }
    catch {
        return null; // no encoding at all
    }
}
/** Whether the length of the first value is that of all: what stands behind it would be lost without a word. */
function isOneValue(encoded) {
    const [tag = 0, short = 0x80, long = 0] = encoded;
    const size = short < 0x80 ? 2 + short : 3 + long;
    return tag !== 0 && (short < 0x80 || (short === 0x81 && long >= 0x80)) && encoded.length === size;
}
/** Escaped pairs are the bytes of UTF-8 (RFC 4514 §3); null when they are not. */
function unescaped(value) {
    const parts = [...value.matchAll(/\\([0-9A-Fa-f]{2})|\\(.)|([^\\]+)/gu)];
    const bytes = parts.map(([, hex, char, text]) => hex === undefined ? Buffer.from(char ?? text ?? '') : Buffer.from(hex, 'hex'));
    try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(bytes));
    }
    catch {
        return null;
    }
}
//# sourceMappingURL=distinguished-name.js.map