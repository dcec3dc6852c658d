import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { JsonObject } from '../../kernel/strict-json.js';
import { Settings } from '../../settings/settings.js';
import { foreignChain, mayActFault } from './foreign-claims.rules.js';
import {
  audienceFault,
  type ForeignTokenQuestion,
  headerFault,
  issuerNameOf,
  readForeignToken,
  subjectFault,
  timesFault,
  typeFault,
  type UnverifiedForeignToken,
} from './foreign-token.rules.js';
import { IssuerKeys } from './issuer-keys.js';
import type { TrustedIssuer } from './trusted-issuer.entity.js';
import { isIssuerName } from './trusted-issuer.rules.js';
import { TrustedIssuerStore } from './trusted-issuer.store.js';
import { matchesClaims } from './workload-match.rules.js';
import type { WorkloadRule } from './workload-rule.entity.js';
import { WorkloadRuleStore } from './workload-rule.store.js';

/** Claims whose shape has been checked; all others are as they came. */
export type ForeignClaims = JsonObject & { readonly sub: string; readonly exp: number };

/** A token of a trusted issuer: everything about the token itself was found in order. */
export interface ForeignToken {
  readonly issuer: TrustedIssuer;
  readonly header: JsonObject;
  readonly claims: ForeignClaims;
}

/** A token of somebody else is not to be accepted. The message is for log and doctor; clients hear nothing of it. */
export class ForeignTokenRefused extends Error {
  override readonly name = 'ForeignTokenRefused';

  /** @param check the step at which it failed */
  constructor(
    readonly check: string,
    readonly reason: string,
  ) {
    super(`${check}: ${reason}`);
  }
}

/** One thing that was looked at. */
export interface Step {
  readonly check: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** As what a workload's token may come: to authenticate its client, or as the grant itself (RFC 7523 §2.1, §2.2). */
export interface WorkloadWays {
  readonly authentication: boolean;
  readonly grant: boolean;
}

/** Verifies what other issuers say of machines and of people, and finds the client that a machine is. */
@Injectable()
export class TrustedIssuers {
  constructor(
    private readonly issuers: TrustedIssuerStore,
    private readonly rules: WorkloadRuleStore,
    private readonly keys: IssuerKeys,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /**
   * Form, header, issuer, type, algorithm, times, audience, subject, signature. It spends nothing: whoever accepts an
   * ID-JAG, or a workload's token of an issuer with `singleUse`, spends its `jti`, which is there then.
   * @throws ForeignTokenRefused with the first thing that is wrong; errors of the database pass through
   */
  async verify(token: string, question: ForeignTokenQuestion): Promise<ForeignToken> {
    const read = readForeignToken(token);
    if (typeof read === 'string') throw new ForeignTokenRefused('form', read);
    const issuer = await this.issuerOf(read);
    if (issuer === null) throw new ForeignTokenRefused('issuer', 'is not trusted');
    for (const [check, look] of this.checks(token, read, issuer, question)) {
      const fault = await look();
      if (fault !== null) throw new ForeignTokenRefused(check, fault);
    }
    return { issuer, header: read.header, claims: read.claims as ForeignClaims };
  }

  /** Active rules of the issuer that fit a workload's token. */
  async match({ issuer, claims }: Pick<ForeignToken, 'issuer' | 'claims'>): Promise<WorkloadRule[]> {
    const rules = await this.rules.ofIssuer(issuer.id);
    return rules.filter((rule) => rule.status === 'active' && matchesClaims(rule.claims, claims));
  }

  /** In which ways a workload's token may be used, by whom it is for; both when that alone shuts out all of them. */
  waysOf({ issuer, claims }: { issuer: TrustedIssuer; claims: JsonObject }): WorkloadWays {
    const fits = (audience: 'issuer-only' | 'listed'): boolean =>
      audienceFault(claims, { use: 'workload', audience }, this.settings.PUBLIC_URL, issuer.audiences) === null;
    const [authentication, grant] = [fits('issuer-only'), fits('listed')];
    return authentication || grant ? { authentication, grant } : { authentication: true, grant: true };
  }

  /** Why a client may not exchange a token of the issuer; null when it may. */
  exchangeFault(
    { issuer, claims }: Pick<ForeignToken, 'issuer'> & { claims: JsonObject },
    clientId: string,
  ): string | null {
    return mayActFault(claims, issuer.clients, { iss: this.settings.PUBLIC_URL, sub: clientId });
  }

  /** Whether some issuer is trusted to say how a person signed in: then there may be classes that are not ours. */
  tellOfSignIns(): Promise<boolean> {
    return this.issuers.someUsedFor(['subject_token', 'id_jag']);
  }

  /** Who acted, as the token tells it, or what is wrong with that. */
  chainOf({ issuer, claims }: Pick<ForeignToken, 'issuer'> & { claims: JsonObject }): ReturnType<typeof foreignChain> {
    return foreignChain(claims['act'], issuer.issuer, this.settings.publicBases);
  }

  /** The issuer that a token names, whatever may be wrong with either; null when there is none. */
  async issuerOf({ claims }: UnverifiedForeignToken): Promise<TrustedIssuer | null> {
    const name = issuerNameOf(claims);
    // What cannot be a name is not asked of the database, which refuses a NUL with an error.
    return name !== null && isIssuerName(name) ? this.issuers.findByName(name) : null;
  }

  /** The same checks that {@link verify} makes, all of them, so that somebody can see what is wrong and what is not. */
  async examine(
    token: string,
    read: UnverifiedForeignToken,
    issuer: TrustedIssuer,
    question: ForeignTokenQuestion,
  ): Promise<Step[]> {
    const steps: Step[] = [];
    for (const [check, look] of this.checks(token, read, issuer, question)) {
      const fault = await look();
      steps.push({ check, ok: fault === null, detail: fault ?? 'ok' });
    }
    return steps;
  }

  /** In the order of their price: nobody's keys are asked for on account of a token that is refused anyway. */
  private checks(
    token: string,
    { header, claims }: UnverifiedForeignToken,
    issuer: TrustedIssuer,
    question: ForeignTokenQuestion,
  ): readonly (readonly [string, () => string | null | Promise<string | null>])[] {
    return [
      ['issuer', () => issuerFault(issuer, question)],
      ['header', () => headerFault(header)],
      ['type', () => typeFault({ header, claims }, question)],
      ['algorithm', () => algorithmFault(header, issuer)],
      ['times', () => timesFault(claims, question, this.clock.seconds())],
      ['audience', () => audienceFault(claims, question, this.settings.PUBLIC_URL, issuer.audiences)],
      ['subject', () => subjectFault(claims, question, issuer)],
      ['signature', () => this.keys.fault(token, issuer)],
    ];
  }
}

function issuerFault({ status, uses }: TrustedIssuer, { use }: ForeignTokenQuestion): string | null {
  if (status !== 'active') return 'is not active';
  return uses.includes(use) ? null : `is not trusted for ${use}`;
}

function algorithmFault({ alg }: JsonObject, { algorithms }: TrustedIssuer): string | null {
  return (algorithms as readonly unknown[]).includes(alg) ? null : `alg must be one of ${algorithms.join(' ')}`;
}
