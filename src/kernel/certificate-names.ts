import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { AlternativeName } from './certificate-details.js';
import { readDistinguishedName, sameName } from './distinguished-name.js';
import type { PresentedCertificate } from './presented-certificate.js';
import { parsedUrl } from './parsed-url.js';

/** What a client's certificate is known by: exactly one of these (RFC 8705 §2.1.2). */
export interface RegisteredName {
  readonly subject_dn?: string | null | undefined;
  readonly san_dns?: string | null | undefined;
  readonly san_uri?: string | null | undefined;
  readonly san_ip?: string | null | undefined;
  readonly san_email?: string | null | undefined;
}

type Kind = keyof RegisteredName;

const CONTROL = /\p{Cc}/u;

/** What is wrong with a name that should be registered; null when a certificate can match it. */
export function registeredNameFault(kind: Kind, value: string): string | null {
  if (kind === 'subject_dn') {
    return readDistinguishedName(value) === null ? 'must be a distinguished name, such as CN=agent,O=Example' : null;
  }
  const canMatch = rules[kind](value, value);
  return canMatch ? null : faults[kind];
}

/** Whether the certificate has the registered name (RFC 8705 §2.1.2). Who issued it is another question. */
export function certificateMatches(registration: RegisteredName, { details }: PresentedCertificate): boolean {
  const given = Object.entries(registration).filter((entry): entry is [Kind, string] => typeof entry[1] === 'string');
  const [kind, value] = given[0] ?? [];
  if (details === null || given.length !== 1 || kind === undefined || value === undefined) return false;
  if (kind === 'subject_dn') return sameName(readDistinguishedName(value), details.subject);
  if (!Object.hasOwn(rules, kind)) return false;
  const names = details.alternativeNames.filter(({ type }) => type === types[kind]);
  // An X509-SVID with two URIs is two identities, and so none (SPIFFE X509-SVID §2).
  if (kind === 'san_uri' && /^spiffe:/i.test(value) && names.length !== 1) return false;
  return names.some((name) => rules[kind](value, name.value));
}

type AlternativeKind = Exclude<Kind, 'subject_dn'>;

const types: Readonly<Record<AlternativeKind, AlternativeName['type']>> = {
  san_dns: 'dns',
  san_uri: 'url',
  san_ip: 'ip',
  san_email: 'email',
};

/** Whether a name in a certificate is the registered one: one rule for each kind, none with wildcards. */
const rules: Readonly<Record<AlternativeKind, (registered: string, presented: string) => boolean>> = {
  san_dns: (a, b) => isHostName(a) && isHostName(b) && a.toLowerCase() === b.toLowerCase(),
  san_uri: (a, b) => isUri(a) && a === b,
  san_ip: (a, b) => isAddress(a) && isAddress(b) && addressBytes(a) === addressBytes(b),
  san_email: (a, b) => isMailbox(a) && isMailbox(b) && comparableMailbox(a) === comparableMailbox(b),
};

const faults: Readonly<Record<AlternativeKind, string>> = {
  san_dns: 'must be a host name without wildcards',
  san_uri: 'must be an absolute URI',
  san_ip: 'must be an IP address',
  san_email: 'must be an e-mail address',
};

function isHostName(text: string): boolean {
  return /^[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_])?$/i.test(text) && !text.includes('..');
}

function isUri(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/i.test(text) && parsedUrl(text) !== null && !/[\s\p{Cc}]/u.test(text);
}

/** A zone is of one machine, and no part of an address in a certificate. */
function isAddress(text: string): boolean {
  return isIP(text) !== 0 && !text.includes('%');
}

/** 4 bytes or 16: an IPv4-mapped IPv6 address is another name than the IPv4 address. */
function addressBytes(text: string): string {
  return ipaddr.parse(text).toByteArray().join('.');
}

function isMailbox(text: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(text) && !CONTROL.test(text) && isHostName(text.slice(text.indexOf('@') + 1));
}

/** The local part belongs to the host, which may tell letters' case apart; the domain is a host name (RFC 5280 §7.5). */
function comparableMailbox(text: string): string {
  const at = text.indexOf('@');
  return text.slice(0, at) + text.slice(at).toLowerCase();
}
