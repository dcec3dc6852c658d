var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Injectable } from '@nestjs/common';
import { Evidence } from '../../audit/evidence.contract.js';
import { examined } from '../../http/json-body.js';
import { doneBy } from '../changes.store.js';
import { ClientExamination } from './client-examination.js';
import { DoctorRequest } from './doctor.request.js';
import { FederatedPeople } from './federated-people.js';
import { isIdToken, issuerNameOf, readForeignToken } from './foreign-token.rules.js';
import { jagConfirmation, jagContentFault, jagScope } from './id-jag.rules.js';
import { TrustedIssuers } from './trusted-issuers.js';
import { chosenClient, explainClaims, matchesClaims } from './workload-match.rules.js';
import { WorkloadRuleStore } from './workload-rule.store.js';
/**
 * Explains, step by step, what a token of somebody else meets here, with the same checks by which it would be accepted,
 * and goes on after the first that fails. It spends and writes nothing but that it was asked, and keeps no token.
 */
let IssuerDoctor = class IssuerDoctor {
    trusted;
    rules;
    clients;
    people;
    evidence;
    constructor(trusted, rules, clients, people, evidence) {
        this.trusted = trusted;
        this.rules = rules;
        this.clients = clients;
        this.people = people;
        this.evidence = evidence;
    }
    /** @throws Problem 400 naming every wrong field */
    async examine(body, caller) {
        const { value, wrong } = examined(DoctorRequest, body);
        wrong.refuse();
        const read = readForeignToken(value.token);
        const findings = typeof read === 'string' ? nothing({ check: 'form', ok: false, detail: read }) : await this.look(value, read);
        const diagnosis = { verdict: verdictOf(findings.steps), ...findings };
        const about = typeof read === 'string' ? {} : { iss: textOf(issuerNameOf(read.claims)), subject: textOf(read.claims['sub']) };
        await this.evidence.record(doneBy(caller, 'issuer.examined', { ...about, verdict: diagnosis.verdict }));
        return diagnosis;
    }
    async look({ token, use: named, client_id }, read) {
        const issuer = await this.trusted.issuerOf(read);
        if (issuer === null) {
            const name = textOf(issuerNameOf(read.claims));
            const detail = name === null ? 'the token names no issuer' : `no trusted issuer is called ${name}`;
            return nothing({ check: 'issuer', ok: false, detail });
        }
        const use = named ?? likelyUse(read.header, issuer);
        const audience = { id_jag: 'issuer-only', workload: 'either', subject_token: 'listed' }[use];
        const accessToken = use === 'subject_token';
        const steps = await this.trusted.examine(token, read, issuer, { use, audience, accessToken });
        const about = { claims: read.claims, issuer, use, asked: client_id ?? undefined };
        const after = await (use === 'workload' ? this.workload(about) : this.person(about));
        return { ...after, steps: [{ check: 'use', ok: true, detail: use }, ...steps, ...after.steps] };
    }
    async workload({ claims, issuer, asked }) {
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
    presenterStep({ claims, issuer, use, asked }, named) {
        const check = 'presenter';
        if (named === null)
            return { check, ok: false, detail: 'say which client presents the token: client_id' };
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
    async person({ claims, issuer, use, asked }) {
        const jag = use === 'id_jag';
        const named = jag ? textOf(claims['client_id']) : (asked ?? null);
        const presenter = this.presenterStep({ claims, issuer, use, asked }, named);
        const { client, steps } = named === null ? { client: null, steps: [] } : await this.clients.examine(named, use);
        const found = await this.people.look({ issuer, claims: claims });
        const roles = found.person?.roles ?? null;
        const scope = jag
            ? await this.clients.scopeStep({ most: jagScope(claims), client, roles, of: 'assertion' })
            : await this.clients.scopeStep({ most: issuer.scope ?? [], client, roles, of: 'issuer' });
        const contents = jag ? contentsStep(claims) : kindStep(claims, client);
        const after = [contents, actorsStep(this.trusted.chainOf({ issuer, claims })), scope, personStep(found)];
        return { client_id: client?.clientId ?? null, steps: [presenter, ...steps, ...after], rules: [] };
    }
};
IssuerDoctor = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [TrustedIssuers,
        WorkloadRuleStore,
        ClientExamination,
        FederatedPeople,
        Evidence])
], IssuerDoctor);
export { IssuerDoctor };
function verdictOf(steps) {
    return steps.every(({ ok }) => ok) ? 'accepted' : 'refused';
}
function nothing(step) {
    return { client_id: null, steps: [step], rules: [] };
}
function likelyUse({ typ }, { uses }) {
    if (typeof typ === 'string' && typ.toLowerCase().endsWith('oauth-id-jag+jwt'))
        return 'id_jag';
    return uses.find((use) => use !== 'id_jag') ?? 'id_jag';
}
function explained(rule, claims) {
    const findings = explainClaims(rule.claims, claims);
    const matches = rule.status === 'active' && findings.every(({ ok }) => ok);
    return { id: rule.id, name: rule.name, status: rule.status, client_id: rule.clientId, matches, claims: findings };
}
/** What an ID-JAG says beside whom it is about; whether its resources exist is for the token endpoint to see. */
function contentsStep(claims) {
    const fault = jagContentFault(claims);
    const bound = Object.keys(jagConfirmation(claims) ?? {});
    const detail = bound.length > 0 ? `its client must prove ${bound.join(', ')}` : 'ok';
    return { check: 'contents', ok: fault === null, detail: fault ?? detail };
}
function actorsStep(chain) {
    const fault = 'fault' in chain ? chain.fault : null;
    return { check: 'actors', ok: fault === null, detail: fault ?? 'ok' };
}
function personStep(found) {
    const detail = found.person === null ? found.reason : `user ${found.person.id}, by ${found.by}`;
    return { check: 'person', ok: found.person !== null, detail };
}
/** An ID token is for clients that are registered for them. */
function kindStep(claims, client) {
    const unfit = isIdToken(claims) && client?.exchangeIdTokens === false;
    return { check: 'kind', ok: !unfit, detail: unfit ? 'is an ID token, which the client may not exchange' : 'ok' };
}
/** A text of the token as it may be shown to an administrator and kept in evidence. */
function textOf(value, longest = 256) {
    return typeof value === 'string' && !/[\p{C}\p{Zl}\p{Zp}]/u.test(value) ? value.slice(0, longest) : null;
}
//# sourceMappingURL=issuer-doctor.js.map