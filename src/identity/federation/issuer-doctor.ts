import { Injectable } from '@nestjs/common';
import { Evidence } from '../../audit/evidence.contract.js';
import { examined, type JsonFields } from '../../http/json-body.js';
import type { Caller } from '../../kernel/caller.js';
import type { JsonObject } from '../../kernel/strict-json.js';
import { doneBy } from '../changes.store.js';
import type { RegisteredClient } from '../clients/client.directory.js';
import { ClientExamination } from './client-examination.js';
import { DoctorRequest } from './doctor.request.js';
import { FederatedPeople, type PersonFound } from './federated-people.js';
import { isIdToken, issuerNameOf, readForeignToken, type UnverifiedForeignToken } from './foreign-token.rules.js';
import { jagConfirmation, jagContentFault, jagScope } from './id-jag.rules.js';
import type { IssuerUse, TrustedIssuer } from './trusted-issuer.entity.js';
import { type ForeignClaims, type Step, TrustedIssuers } from './trusted-issuers.js';
import { chosenClient, explainClaims, matchesClaims } from './workload-match.rules.js';
import type { WorkloadRule } from './workload-rule.entity.js';
import { WorkloadRuleStore } from './workload-rule.store.js';

/** Why a token would be accepted or not. */
export interface Diagnosis {
  readonly verdict: 'accepted' | 'refused';
  readonly client_id: string | null;
  readonly steps: readonly Step[];
  readonly rules: ReturnType<typeof explained>[];
}

/** A token of a known issuer, on the doctor's table. */
interface Case {
  readonly claims: JsonObject;
  readonly issuer: TrustedIssuer;
  readonly use: IssuerUse;
  readonly asked: string | undefined;
}

type Findings = Omit<Diagnosis, 'verdict'>;

/**
 * Explains, step by step, what a token of somebody else meets here, with the same checks by which it would be accepted,
 * and goes on after the first that fails. It spends and writes nothing but that it was asked, and keeps no token.
 */
@Injectable()
export class IssuerDoctor {
  constructor(
    private readonly trusted: TrustedIssuers,
    private readonly rules: WorkloadRuleStore,
    private readonly clients: ClientExamination,
    private readonly people: FederatedPeople,
    private readonly evidence: Evidence,
  ) {}

  /** @throws Problem 400 naming every wrong field */
  async examine(body: JsonFields, caller: Caller): Promise<Diagnosis> {
    const { value, wrong } = examined(DoctorRequest, body);
    wrong.refuse();
    const read = readForeignToken(value.token);
    const findings =
      typeof read === 'string' ? nothing({ check: 'form', ok: false, detail: read }) : await this.look(value, read);
    const diagnosis = { verdict: verdictOf(findings.steps), ...findings };
    const about =
      typeof read === 'string' ? {} : { iss: textOf(issuerNameOf(read.claims)), subject: textOf(read.claims['sub']) };
    await this.evidence.record(doneBy(caller, 'issuer.examined', { ...about, verdict: diagnosis.verdict }));
    return diagnosis;
  }

  private async look({ token, use: named, client_id }: DoctorRequest, read: UnverifiedForeignToken): Promise<Findings> {
    const issuer = await this.trusted.issuerOf(read);
    if (issuer === null) {
      const name = textOf(issuerNameOf(read.claims));
      const detail = name === null ? 'the token names no issuer' : `no trusted issuer is called ${name}`;
      return nothing({ check: 'issuer', ok: false, detail });
    }
    const use = named ?? likelyUse(read.header, issuer);
    const audience = ({ id_jag: 'issuer-only', workload: 'either', subject_token: 'listed' } as const)[use];
    const accessToken = use === 'subject_token';
    const steps = await this.trusted.examine(token, read, issuer, { use, audience, accessToken });
    const about: Case = { claims: read.claims, issuer, use, asked: client_id ?? undefined };
    const after = await (use === 'workload' ? this.workload(about) : this.person(about));
    return { ...after, steps: [{ check: 'use', ok: true, detail: use }, ...steps, ...after.steps] };
  }

  private async workload({ claims, issuer, asked }: Case): Promise<Findings> {
    const all = await this.rules.ofIssuer(issuer.id);
    const matching = all.filter((rule) => rule.status === 'active' && matchesClaims(rule.claims, claims));
    const rules = all.map((rule) => explained(rule, claims));
    const chosen = chosenClient(matching, asked);
    const count = `${matching.length} of ${all.length} rules match`;
    if ('fault' in chosen) {
      return { client_id: null, steps: [{ check: 'rules', ok: false, detail: `${count}: ${chosen.fault}` }], rules };
    }
    const ways = this.trusted.waysOf({ issuer, claims });
    const { client, steps } = await this.clients.examine(chosen.clientId, 'workload', ways);
    const own = matching.filter(({ clientId }) => clientId === chosen.clientId);
    const given = client === null ? [] : await this.clients.workload(client, own);
    return {
      client_id: chosen.clientId,
      steps: [{ check: 'rules', ok: true, detail: count }, ...steps, ...given],
      rules,
    };
  }

  /** Who may exchange the issuer's tokens, or present its ID-JAGs. */
  private presenterStep({ claims, issuer, use, asked }: Case, named: string | null): Step {
    const check = 'presenter';
    if (named === null) return { check, ok: false, detail: 'say which client presents the token: client_id' };
    if (use !== 'id_jag') {
      const fault = this.trusted.exchangeFault({ issuer, claims }, named);
      return { check, ok: fault === null, detail: fault ?? 'may exchange tokens of the issuer' };
    }
    if (asked !== undefined && asked !== named) {
      return { check, ok: false, detail: 'the assertion names another client' };
    }
    const ok = issuer.clients.length === 0 || issuer.clients.includes(named);
    return { check, ok, detail: ok ? 'is among the clients of the issuer' : 'is not among the clients of the issuer' };
  }

  private async person({ claims, issuer, use, asked }: Case): Promise<Findings> {
    const jag = use === 'id_jag';
    const named = jag ? textOf(claims['client_id']) : (asked ?? null);
    const presenter = this.presenterStep({ claims, issuer, use, asked }, named);
    const { client, steps } = named === null ? { client: null, steps: [] } : await this.clients.examine(named, use);
    const found = await this.people.look({ issuer, claims: claims as ForeignClaims });
    const roles = found.person?.roles ?? null;
    const scope = jag
      ? await this.clients.scopeStep({ most: jagScope(claims), client, roles, of: 'assertion' })
      : await this.clients.scopeStep({ most: issuer.scope ?? [], client, roles, of: 'issuer' });
    const contents = jag ? contentsStep(claims) : kindStep(claims, client);
    const after = [contents, actorsStep(this.trusted.chainOf({ issuer, claims })), scope, personStep(found)];
    return { client_id: client?.clientId ?? null, steps: [presenter, ...steps, ...after], rules: [] };
  }
}

function verdictOf(steps: readonly Step[]): Diagnosis['verdict'] {
  return steps.every(({ ok }) => ok) ? 'accepted' : 'refused';
}

function nothing(step: Step): Findings {
  return { client_id: null, steps: [step], rules: [] };
}

function likelyUse({ typ }: JsonObject, { uses }: TrustedIssuer): IssuerUse {
  if (typeof typ === 'string' && typ.toLowerCase().endsWith('oauth-id-jag+jwt')) return 'id_jag';
  return uses.find((use) => use !== 'id_jag') ?? 'id_jag';
}

function explained(rule: WorkloadRule, claims: JsonObject) {
  const findings = explainClaims(rule.claims, claims);
  const matches = rule.status === 'active' && findings.every(({ ok }) => ok);
  return { id: rule.id, name: rule.name, status: rule.status, client_id: rule.clientId, matches, claims: findings };
}

/** What an ID-JAG says beside whom it is about; whether its resources exist is for the token endpoint to see. */
function contentsStep(claims: JsonObject): Step {
  const fault = jagContentFault(claims);
  const bound = Object.keys(jagConfirmation(claims) ?? {});
  const detail = bound.length > 0 ? `its client must prove ${bound.join(', ')}` : 'ok';
  return { check: 'contents', ok: fault === null, detail: fault ?? detail };
}

function actorsStep(chain: ReturnType<TrustedIssuers['chainOf']>): Step {
  const fault = 'fault' in chain ? chain.fault : null;
  return { check: 'actors', ok: fault === null, detail: fault ?? 'ok' };
}

function personStep(found: PersonFound): Step {
  const detail = found.person === null ? found.reason : `user ${found.person.id}, by ${found.by}`;
  return { check: 'person', ok: found.person !== null, detail };
}

/** An ID token is for clients that are registered for them. */
function kindStep(claims: JsonObject, client: RegisteredClient | null): Step {
  const unfit = isIdToken(claims) && client?.exchangeIdTokens === false;
  return { check: 'kind', ok: !unfit, detail: unfit ? 'is an ID token, which the client may not exchange' : 'ok' };
}

/** A text of the token as it may be shown to an administrator and kept in evidence. */
function textOf(value: unknown, longest = 256): string | null {
  return typeof value === 'string' && !/[\p{C}\p{Zl}\p{Zp}]/u.test(value) ? value.slice(0, longest) : null;
}
