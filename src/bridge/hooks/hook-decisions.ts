import { Injectable } from '@nestjs/common';
import type { Caller } from '../../kernel/caller.js';
import { readRpcMessages, type RpcMessage } from '../../kernel/rpc-message.js';
import { grants } from '../../kernel/scope-set.js';
import type { JsonObject } from '../../kernel/strict-json.js';
import { Policy, type PolicyDecision } from '../../policy/policy.contract.js';
import type { Upstream } from '../../proxy/upstreams/upstream.entity.js';
import { Upstreams } from '../../proxy/upstreams/upstreams.contract.js';
import { hookClientOf } from '../../kernel/bridge.js';
import { DeviceSessions } from '../exchange/device-sessions.js';

/** A tool call about which a hook asks. */
export interface AskedCall {
  readonly callId: string;
  /** Null for a tool of the host's own. */
  readonly upstream: string | null;
  readonly tool: string;
  readonly arguments: JsonObject | undefined;
}

/** Decides on a tool call as the gate would, of which it would be the same message. */
@Injectable()
export class HookDecisions {
  constructor(
    private readonly policy: Policy,
    private readonly upstreams: Upstreams,
    private readonly devices: DeviceSessions,
  ) {}

  /** @param address from which the host asks */
  async on(call: AskedCall, caller: Caller, address: string): Promise<PolicyDecision> {
    if (call.upstream === null) return denied('no policy covers tools that are not of an MCP server');
    const upstream = await this.upstreams.find('mcp', call.upstream);
    if (upstream === null) return denied('there is no such MCP server');
    if (upstream.status !== 'active') return denied('the MCP server is switched off');
    if (!(await this.reaches(caller, upstream))) return denied('the person lacks a scope that the MCP server requires');
    return this.policy.decide({ caller, upstream, address, message: messageOf(call) });
  }

  /**
   * The gate refuses who lacks a scope before it asks the policy. A hook's token has none of them: the one that counts is the
   * device's, for whose person its client asks. With what other clients come to the gate nobody knows here.
   */
  private async reaches({ claims, roles }: Caller, { requiredScopes }: Upstream): Promise<boolean> {
    if (requiredScopes.length === 0 || claims.client_id !== hookClientOf(claims.sub)) return true;
    const scopes = await this.devices.scope(roles);
    return requiredScopes.every((scope) => grants(scopes, scope));
  }
}

/** Nobody said that it may be: whoever decides nothing, denies. */
function denied(reason: string): PolicyDecision {
  return { decision: 'deny', reason, version: '0' };
}

function messageOf({ callId, tool, arguments: given }: AskedCall): RpcMessage {
  const params: JsonObject = { name: tool, ...(given === undefined ? {} : { arguments: given }) };
  const [message] = readRpcMessages({ jsonrpc: '2.0', id: callId, method: 'tools/call', params }).messages;
  if (message === undefined) throw new Error('one message was read as none');
  return message;
}
