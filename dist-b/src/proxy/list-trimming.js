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
import { isSubject, readRpcMessages, refuseLookalikes, RpcShapeError, } from '../kernel/rpc-message.js';
import { isJsonObject, parseStrictJson, StrictJsonError, } from '../kernel/strict-json.js';
import { Policy } from '../policy/policy.contract.js';
import { isPublic, ListCache, timeToLive } from './discovery/list-cache.js';
import { KnownTools } from './discovery/known-tools.js';
import { FollowedRules } from './discovery/followed-rules.js';
import { acknowledgedResources, updatedResource } from './discovery/subscription.rules.js';
/** What the members of list results hold. A template is decided on as if it were the URI that it looks like. */
const LISTS = new Map([
    ['tools', { kind: 'tool', called: 'name' }],
    ['prompts', { kind: 'prompt', called: 'name' }],
    ['resources', { kind: 'resource', called: 'uri' }],
    ['resourceTemplates', { kind: 'resource', called: 'uriTemplate' }],
]);
const MEMBERS = [...LISTS.keys()];
/** Values from which far more memory is made than of any list that a person could look through. */
export const VALUES = 400_000;
/** Takes out of lists what the caller may not use, by the policy that decides on the calls, and learns from what is left. */
let ListTrimming = class ListTrimming {
    policy;
    rules;
    cache;
    tools;
    constructor(policy, rules, cache, tools) {
        this.policy = policy;
        this.rules = rules;
        this.cache = cache;
        this.tools = tools;
    }
    /**
     * @param strict whether lists were asked for, so that every result must be such that lists in it would be seen
     * @returns the messages as the caller may see them, none at all when all of them were taken out; null when there is
     *   neither a list in them nor news of one
     * @throws StrictJsonError or RpcShapeError for what could be read in two ways
     */
    async trimmed(call, bytes, strict) {
        const body = readRpcMessages(parseStrictJson(bytes, { values: VALUES }));
        if (call.listing !== undefined)
            this.cache.keep(call.admission, call.listing, call.id, body);
        const messages = [];
        let touched = strict;
        for (const message of body.messages) {
            const result = message.raw['result'];
            if (message.kind !== 'response') {
                if (await this.mayHear(call.admission, message))
                    messages.push(message);
                else
                    touched = true;
                continue;
            }
            messages.push(message);
            if (result === undefined)
                continue;
            if (isJsonObject(result))
                touched = (await this.trim(call, result)) || touched;
            else if (strict)
                throw new RpcShapeError('result is not an object');
        }
        return touched ? { ...body, messages } : null;
    }
    /** Keeps an answer that has no list in it. @returns what came */
    keep({ admission, listing, id }, bytes) {
        try {
            if (listing !== undefined)
                this.cache.keep(admission, listing, id, readRpcMessages(parseStrictJson(bytes)));
        }
        catch (error) {
            // It is not kept, then.
            if (!(error instanceof StrictJsonError || error instanceof RpcShapeError))
                throw error;
        }
        return bytes;
    }
    /** From now on the rules are those of the time at which something of a stream is given, not of when it was opened. */
    follow(admission) {
        this.rules.follow(admission);
    }
    /** The server refused a call as one that does not fit its lists. */
    doubt(admission) {
        return this.cache.drop(admission);
    }
    /** News about a resource is for those who may read it; other news says nothing of what there is. */
    async mayHear(admission, message) {
        const { method } = message;
        if (method === undefined)
            return true;
        if (/^notifications\/(tools|prompts|resources)\/list_changed$/.test(method)) {
            // Before it is passed on: whoever hears of it asks anew, wherever that comes to.
            await Promise.all([this.cache.drop(admission), method.includes('tools') && this.tools.drop(admission)]);
        }
        const uri = updatedResource(message);
        if (uri !== null)
            return (await this.admitted(admission, [uri], 'resource')).length > 0;
        const acknowledged = acknowledgedResources(message);
        if (acknowledged !== null) {
            acknowledged.resourceSubscriptions = await this.admitted(admission, acknowledged.resourceSubscriptions, 'resource');
        }
        return true;
    }
    /** @returns whether the result holds lists */
    async trim(call, result) {
        refuseLookalikes(result, MEMBERS);
        const [wasPublic, ttl] = [isPublic(result), timeToLive(result)];
        let lists = 0;
        for (const [member, kind] of LISTS) {
            const elements = result[member];
            if (elements === undefined)
                continue;
            if (!Array.isArray(elements))
                throw new RpcShapeError(`${member} is not an array`);
            result[member] = await this.usable(call.admission, elements, kind);
            lists++;
        }
        // What is right for this caller is not for the next (MCP 2026-07-28, Cache Scope).
        if (lists > 0 && (result['cacheScope'] !== undefined || result['ttlMs'] !== undefined)) {
            result['cacheScope'] = 'private';
        }
        const { tools } = result;
        if (call.listing !== undefined && Array.isArray(tools)) {
            const { asked, readAt } = call.listing;
            await this.tools.learn(call.admission, { asked, readAt, ttl, isPublic: wasPublic, tools });
        }
        return lists > 0;
    }
    /** What cannot be named in a call is left out: nothing can be decided on it. */
    async usable(admission, elements, { kind, called }) {
        const named = [];
        const names = [];
        for (const element of elements) {
            if (!isJsonObject(element))
                continue;
            const name = element[called];
            if (!isSubject(name))
                continue;
            refuseLookalikes(element, [called]);
            named.push(element);
            names.push(name);
        }
        const verdicts = await this.verdicts(admission, names, kind);
        return named.filter((_, index) => verdicts[index] === true);
    }
    async admitted(admission, names, kind) {
        const named = names.filter(isSubject);
        const verdicts = await this.verdicts(admission, named, kind);
        return named.filter((_, index) => verdicts[index] === true);
    }
    async verdicts(admission, names, kind) {
        if (names.length === 0)
            return [];
        const now = await this.rules.now(admission);
        if (now === null)
            return names.map(() => false);
        return this.policy.admits(now, names.map((name) => ({ kind, name })));
    }
};
ListTrimming = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Policy,
        FollowedRules,
        ListCache,
        KnownTools])
], ListTrimming);
export { ListTrimming };
//# sourceMappingURL=list-trimming.js.map