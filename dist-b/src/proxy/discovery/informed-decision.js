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
import { headerValues } from '../../http/bearer.js';
import { RpcShapeError } from '../../kernel/rpc-message.js';
import { isJsonObject } from '../../kernel/strict-json.js';
import { decidedBy, Policy, policyDetail } from '../../policy/policy.contract.js';
import { who } from '../evidence-of-call.js';
import { GateDecision, refusedBy } from '../gate-decision.js';
import { answeredId } from '../mcp-version.js';
import { RpcRefused } from '../rpc-refusal.js';
import { KnownTools } from './known-tools.js';
import { ListCache } from './list-cache.js';
import { unequalParameter } from './parameter-headers.rules.js';
import { listenedResources, listensToMore, withoutResources } from './subscription.rules.js';
/** Decides on an MCP message by what it says, and by what is known of the server: lists and schemas that passed before. */
let InformedDecision = class InformedDecision {
    decision;
    policy;
    evidence;
    lists;
    tools;
    constructor(decision, policy, evidence, lists, tools) {
        this.decision = decision;
        this.policy = policy;
        this.evidence = evidence;
        this.lists = lists;
        this.tools = tools;
    }
    /** @throws RpcRefused -32020 for headers that do not say what the body says; and as {@link GateDecision.make} */
    async make(call, request) {
        const { admission, rpc, asked } = call;
        const unequal = await this.unequal(call, request);
        if (unequal !== null)
            return this.refuse(call, unequal, request);
        const parts = await this.parts(call);
        const listing = await this.lists.listing(admission, request, rpc, asked);
        const came = listing?.kept === undefined || listing.kept === null ? {} : { answer: 'kept' };
        const receipt = await this.decision.make(admission, rpc, request, { method: request.method, ...came });
        return { rpc: await this.listened(call, parts), listing, receipt };
    }
    /** For a request without a body, of which nothing needs to be known. @throws as {@link GateDecision.make} */
    makeWithout(admission, request) {
        return this.decision.make(admission, null, request);
    }
    /** A schema that nobody has seen lately judges nothing: then the server alone does (Server Behavior for Custom Headers). */
    async unequal({ admission, rpc, asked }, request) {
        for (const { kind, method, name, params } of rpc.messages) {
            if (method !== 'tools/call' || name === undefined)
                continue;
            const parameters = await this.tools.parametersOf(admission, name);
            if (parameters === null)
                continue;
            const given = isJsonObject(params) ? params['arguments'] : undefined;
            const needed = !asked.hasSessions && kind === 'request';
            const found = unequalParameter(parameters, given, (header) => headerValues(request, header), needed);
            if (found !== null)
                return found;
        }
        return null;
    }
    /** Whoever may not use the tool hears that alone, and nothing of its parameters. */
    async refuse({ admission, rpc }, header, request) {
        for (const message of rpc.messages) {
            const { decision } = await this.policy.decide({ ...admission, message });
            if (decision === 'deny')
                await this.decision.make(admission, rpc, request);
        }
        // Upon which clients ask for the list once more.
        await this.lists.drop(admission);
        const reason = `${header} is not what the body says`;
        await this.decision.refused(admission, rpc, { method: 'POST', reason });
        throw new RpcRefused(400, answeredId(rpc), -32020, `Header mismatch: ${reason}`);
    }
    /** News of a resource is decided on as its reading is. */
    async parts({ admission, rpc }) {
        const parts = [];
        try {
            for (const of of rpc.messages) {
                for (const uri of listenedResources(of)) {
                    const params = { uri };
                    const raw = { jsonrpc: '2.0', method: 'resources/read', params };
                    const message = { kind: 'notification', method: 'resources/read', name: uri, params, raw };
                    parts.push({ uri, of, ...(await this.policy.decide({ ...admission, message })) });
                }
            }
        }
        catch (error) {
            if (!(error instanceof RpcShapeError))
                throw error;
            throw new RpcRefused(400, answeredId(rpc), -32602, `Invalid params: ${error.message}`);
        }
        return parts;
    }
    async listened({ admission, rpc }, parts) {
        if (parts.length === 0)
            return rpc;
        const ids = await this.evidence.record(...parts.map(({ uri, of, ...decided }) => ({
            ...{ kind: 'gate.call', decision: decided.decision, reason: decided.reason, ...who(admission), tool: uri },
            ...{ ...decidedBy(decided), detail: { method: of.method, ...policyDetail(decided) } },
        })));
        const refused = new Set(parts.filter(({ decision }) => decision === 'deny').map(({ uri }) => uri));
        const [first] = parts;
        // Nothing would be left to hear of: the reason says more than a subscription to nothing.
        const nothing = parts.every(({ uri }) => refused.has(uri)) && !rpc.messages.some(listensToMore);
        if (nothing && first !== undefined)
            refusedBy(admission, { ...first, message: first.of }, ids[0] ?? '');
        return withoutResources(rpc, refused);
    }
};
InformedDecision = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [GateDecision,
        Policy,
        Evidence,
        ListCache,
        KnownTools])
], InformedDecision);
export { InformedDecision };
//# sourceMappingURL=informed-decision.js.map