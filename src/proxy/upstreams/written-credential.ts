import type { CredentialVault } from './credential-vault.js';
import type { Upstream } from './upstream.entity.js';
import type { UpstreamRequest } from './upstream.request.js';

type Written = Pick<Upstream, 'credential' | 'sealedCredential'>;

/**
 * What is wrong with a credential beyond the form of its fields.
 * @param before the upstream as it was; null for a new one
 */
export function credentialFault({ credential, url }: UpstreamRequest, before: Upstream | null): string | null {
  if (credential?.mode !== 'static') return outOfPlace(credential);
  if (credential.audience !== undefined || credential.txn_token === true) {
    return 'has an audience or a txn_token only when its mode is minted';
  }
  if (credential.header === undefined) return 'needs a header when its mode is static';
  if (credential.value !== undefined || isKept(credential.header, url, before)) return null;
  return 'needs its value: there is none yet, or it was written for another header or another origin';
}

/** A request that {@link credentialFault} found nothing wrong with, as it is stored. */
export function writtenCredential(request: UpstreamRequest, before: Upstream | null, vault: CredentialVault): Written {
  const { credential } = request;
  if (credential?.mode === 'static') {
    if (credential.value !== undefined) return vault.written(request, credential.header ?? '', credential.value);
    if (before !== null) return { credential: before.credential, sealedCredential: before.sealedCredential };
  }
  if (credential?.mode === 'none') return { credential: { mode: 'none' }, sealedCredential: null };
  const audience = credential?.audience === undefined ? {} : { audience: credential.audience };
  const txn = credential?.txn_token === true ? { txn_token: true as const } : {};
  return { credential: { mode: 'minted', ...audience, ...txn }, sealedCredential: null };
}

function outOfPlace(credential: UpstreamRequest['credential']): string | null {
  if (credential === undefined) return null;
  if (credential.header !== undefined || credential.value !== undefined || credential.set_at !== undefined) {
    return 'has a header and a value only when its mode is static';
  }
  if (credential.mode === 'minted' || (credential.audience === undefined && credential.txn_token !== true)) return null;
  return 'has an audience or a txn_token only when its mode is minted';
}

/** Whoever may change the URL must not be able to have the value sent to a server of their own. */
function isKept(header: string, url: string, before: Upstream | null): boolean {
  if (before?.credential.mode !== 'static') return false;
  return before.credential.header === header.toLowerCase() && new URL(before.url).origin === new URL(url).origin;
}
