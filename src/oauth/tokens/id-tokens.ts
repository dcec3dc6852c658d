import { Injectable } from '@nestjs/common';
import { compactVerify, decodeProtectedHeader, errors } from 'jose';
import { createHash } from 'node:crypto';
import { ClientDirectory } from '../../identity/clients/client.directory.js';
import type { Authentication } from '../../identity/sessions/session-row.store.js';
import { isUuid } from '../../http/page-query.js';
import type { AccessTokenClaims } from '../../kernel/caller.js';
import { isJsonObject, type JsonObject, parseStrictJson, StrictJsonError } from '../../kernel/strict-json.js';
import { KeyRing, type SigningAlgorithm } from '../../keys/key-ring.contract.js';
import { Settings } from '../../settings/settings.js';
import { PersonClaims } from '../userinfo/person-claims.js';
import type { IdTokenPlan } from './authorization.js';
import { PairwiseNames } from './pairwise-names.js';

/** What an ID token of ours says, when a client gives it back. */
export interface IdTokenHint {
  /** The person, by our own name for them. */
  readonly sub: string;
  readonly clientId: string;
  /** Of the client, if the token has names of its sector; null when it has those that all know. */
  readonly sector: string | null;
  readonly webSessionId: string | null;
}

/** The same, of one that somebody wants to act by. */
export interface IdTokenStatement extends IdTokenHint {
  /** Seconds since 1970. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly authentication: Authentication;
  readonly email?: string;
}

/** Makes ID tokens, and reads those that come back as hints (OpenID Connect Core §2, §3.1.2.1). */
@Injectable()
export class IdTokens {
  constructor(
    private readonly keys: KeyRing,
    private readonly persons: PersonClaims,
    private readonly clients: ClientDirectory,
    private readonly names: PairwiseNames,
    private readonly settings: Settings,
  ) {}

  /**
   * @param plan.sector of the client, whose names for person and sign-in it gets
   * @param claims of the access token, by our own names
   * @param accessToken that it goes with, and whose hash it carries
   */
  async sign(
    plan: IdTokenPlan & { readonly sector: string | null },
    claims: AccessTokenClaims,
    accessToken: string,
  ): Promise<string> {
    const { iss, sub, client_id, exp, iat, auth_time, acr, amr, scope } = claims;
    const asked = Object.keys(plan.claims?.id_token ?? {});
    const said = {
      ...(await this.persons.named(sub, scope.split(' '), asked)),
      iss,
      sub: this.names.of(plan.sector, 'sub', sub),
      aud: client_id,
      exp,
      iat,
      auth_time,
      acr,
      amr,
      at_hash: atHash(accessToken, plan.algorithm),
      ...(plan.nonce === null ? {} : { nonce: plan.nonce }),
      ...(plan.webSessionId === null ? {} : { sid: this.names.of(plan.sector, 'sid', plan.webSessionId) }),
    };
    return this.keys.sign('JWT', said, plan.algorithm);
  }

  /**
   * An ID token of ours, expired or not.
   * @returns null when it is none; 'forgotten' when its key has left the ring, or its client the sector in whose names it
   * speaks, so that nobody can tell
   */
  async readHint(token: string): Promise<IdTokenHint | 'forgotten' | null> {
    const claims = await this.verified(token);
    return claims === null || claims === 'forgotten' ? claims : this.hintIn(claims);
  }

  /**
   * An ID token of ours that is to be acted by; whether it has expired is the caller's to look at.
   * @returns null when it is none, or nobody can tell
   */
  async read(token: string): Promise<IdTokenStatement | null> {
    const claims = await this.verified(token);
    if (claims === null || claims === 'forgotten') return null;
    const hint = await this.hintIn(claims);
    const { iat, exp, auth_time, acr, amr, email } = claims as Readonly<Record<string, unknown>>;
    if (hint === null || hint === 'forgotten' || typeof iat !== 'number' || typeof exp !== 'number') return null;
    if (typeof acr !== 'string' || !Array.isArray(amr)) return null;
    return {
      ...hint,
      issuedAt: iat,
      expiresAt: exp,
      authentication: { at: new Date(Number(auth_time) * 1000), acr, amr: amr as string[] },
      ...(typeof email === 'string' ? { email } : {}),
    };
  }

  /** Claims of a JWT under a key of ours. */
  private async verified(token: string): Promise<JsonObject | 'forgotten' | null> {
    try {
      const { kid = '', alg, typ } = decodeProtectedHeader(token);
      const key = await this.keys.find(kid);
      if (key === null) return 'forgotten';
      if (alg !== key.algorithm || typ !== 'JWT') return null;
      const { payload } = await compactVerify(token, key.key, { algorithms: [key.algorithm] });
      const claims = parseStrictJson(payload);
      return isJsonObject(claims) ? claims : null;
    } catch (error) {
      if (isAboutToken(error)) return null;
      throw error;
    }
  }

  private async hintIn(claims: JsonObject): Promise<IdTokenHint | 'forgotten' | null> {
    const { iss, sub, aud, sid, auth_time } = claims;
    if (iss !== this.settings.PUBLIC_URL || typeof sub !== 'string' || typeof aud !== 'string') return null;
    // Other JWTs of ours have no such time: a signed userinfo answer is no ID token.
    if (typeof auth_time !== 'number') return null;
    const webSessionId = typeof sid === 'string' ? sid : null;
    if (isUuid(sub)) return { sub, clientId: aud, sector: null, webSessionId };
    return this.inSector((await this.clients.findAsking(aud))?.sector ?? null, { sub, clientId: aud, webSessionId });
  }

  /** @param said by the names of the client's sector */
  private inSector(sector: string | null, said: Omit<IdTokenHint, 'sector'>): IdTokenHint | 'forgotten' {
    const sub = sector === null ? null : this.names.read(sector, 'sub', said.sub);
    if (sector === null || sub === null) return 'forgotten';
    const webSessionId = said.webSessionId === null ? null : this.names.read(sector, 'sid', said.webSessionId);
    return { ...said, sub, sector, webSessionId };
  }
}

/** `auth_time`, `acr` and `amr` as both kinds of token carry them. */
export function authenticationClaims({ at, acr, amr }: Authentication) {
  return { auth_time: Math.floor(at.getTime() / 1000), acr, amr };
}

/** The left half of the hash that the algorithm signs with; Ed25519's own is SHA-512 (OpenID Connect Core §3.1.3.6). */
function atHash(accessToken: string, algorithm: SigningAlgorithm): string {
  const digest = createHash(algorithm === 'EdDSA' ? 'sha512' : 'sha256')
    .update(accessToken)
    .digest();
  return digest.subarray(0, digest.length / 2).toString('base64url');
}

/** Errors of jose and of our parser say that it is no token; a database that is away is no verdict. */
function isAboutToken(error: unknown): boolean {
  return error instanceof TypeError || error instanceof StrictJsonError || error instanceof errors.JOSEError;
}
