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
import { readRpcMessages } from '../../kernel/rpc-message.js';
import { grants } from '../../kernel/scope-set.js';
import { Policy } from '../../policy/policy.contract.js';
import { Upstreams } from '../../proxy/upstreams/upstreams.contract.js';
import { hookClientOf } from '../../kernel/bridge.js';
import { DeviceSessions } from '../exchange/device-sessions.js';
/** Decides on a tool call as the gate would, of which it would be the same message. */
let HookDecisions = class HookDecisions {
    policy;
    upstreams;
    devices;
    constructor(policy, upstreams, devices) {
        this.policy = policy;
        this.upstreams = upstreams;
        this.devices = devices;
    }
    /** @param address from which the host asks */
    async on(call, caller, address) {
        if (call.upstream === null)
            return denied('no policy covers tools that are not of an MCP server');
        const upstream = await this.upstreams.find('mcp', call.upstream);
        if (upstream === null)
            return denied('there is no such MCP server');
        if (upstream.status !== 'active')
            return denied('the MCP server is switched off');
        if (!(await this.reaches(caller, upstream)))
            return denied('the person lacks a scope that the MCP server requires');
        return this.policy.decide({ caller, upstream, address, message: messageOf(call) });
    }
    /**
     * The gate refuses who lacks a scope before it asks the policy. A hook's token has none of them: the one that counts is the
     * device's, for whose person its client asks. With what other clients come to the gate nobody knows here.
     */
    async reaches({ claims, roles }, { requiredScopes }) {
        if (requiredScopes.length === 0 || claims.client_id !== hookClientOf(claims.sub))
            return true;
        const scopes = await this.devices.scope(roles);
        return requiredScopes.every((scope) => grants(scopes, scope));
    }
};
HookDecisions = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Policy,
        Upstreams,
        DeviceSessions])
], HookDecisions);
export { HookDecisions };
/** Nobody said that it may be: whoever decides nothing, denies. */
function denied(reason) {
    return { decision: 'deny', reason, version: '0' };
}
function messageOf({ callId, tool, arguments: given }) {
    const params = { name: tool, ...(given === undefined ? {} : { arguments: given }) };
    const [message] = readRpcMessages({ jsonrpc: '2.0', id: callId, method: 'tools/call', params }).messages;
    if (message === undefined)
        throw new Error('one message was read as none');
    return message;
}
//# sourceMappingURL=hook-decisions.js.map