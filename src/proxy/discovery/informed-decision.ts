import { Injectable } from '@nestjs/common';
import { Evidence } from '../../audit/evidence.contract.js';
import { headerValues } from '../../http/bearer.js';
import { isLater } from '../../kernel/at-hand.js';
import { type RpcBody, type RpcMessage, RpcShapeError } from '../../kernel/rpc-message.js';
import { isJsonObject } from '../../kernel/strict-json.js';
import { decidedBy, Policy, type PolicyDecision, policyDetail } from '../../policy/policy.contract.js';
import { who } from '../evidence-of-call.js';
import { GateDecision, refusedBy } from '../gate-decision.js';
import type { Admission, GateRequest } from '../gate-request.js';
import type { AskedCall } from '../mcp-call.js';
import { answeredId } from '../mcp-version.js';
import type { DecidedCall } from '../relay.js';
import { RpcRefused } from '../rpc-refusal.js';
import { KnownTools } from './known-tools.js';
import { ListCache } from './list-cache.js';
import { unequalParameter } from './parameter-headers.rules.js';
import { listenedResources, listens, listensToMore, withoutResources } from './subscription.rules.js';

/** An MCP call that nobody has decided on yet. */
export interface UndecidedCall {
  readonly admission: Admission;
  readonly rpc: RpcBody;
  readonly asked: AskedCall;
}

/** What may be sent on of it. */
export interface Informed extends Pick<DecidedCall, 'listing'> {
  readonly rpc: RpcBody;
  readonly receipt: string;
}

interface Part extends PolicyDecision {
  readonly uri: string;
  readonly of: RpcMessage;
}

/** Decides on an MCP message by what it says, and by what is known of the server: lists and schemas that passed before. */
@Injectable()
export class InformedDecision {
  constructor(
    private readonly decision: GateDecision,
    private readonly policy: Policy,
    private readonly evidence: Evidence,
    private readonly lists: ListCache,
    private readonly tools: KnownTools,
  ) {}

  /** @throws RpcRefused -32020 for headers that do not say what the body says; and as {@link GateDecision.make} */
  async make(call: UndecidedCall, request: GateRequest): Promise<Informed> {
    const { admission, rpc, asked } = call;
    const unequal = admission.upstream.mirrors ? await this.unequal(call, request) : null;
    if (unequal !== null) return this.refuse(call, unequal, request);
    const parts = rpc.messages.some(listens) ? await this.parts(call) : [];
    const looked = this.lists.listing(admission, request, rpc, asked);
    const listing = isLater(looked) ? await looked : looked;
    const came = listing?.kept === undefined || listing.kept === null ? {} : { answer: 'kept' };
    const receipt = await this.decision.make(admission, rpc, request, { method: request.method, ...came });
    return { rpc: parts.length === 0 ? rpc : await this.listened(call, parts), listing, receipt };
  }

  /** For a request without a body, of which nothing needs to be known. @throws as {@link GateDecision.make} */
  makeWithout(admission: Admission, request: GateRequest): Promise<string> {
    return this.decision.make(admission, null, request);
  }

  /** A schema that nobody has seen lately judges nothing: then the server alone does (Server Behavior for Custom Headers). */
  private async unequal({ admission, rpc, asked }: UndecidedCall, request: GateRequest): Promise<string | null> {
    for (const { kind, method, name, params } of rpc.messages) {
      if (method !== 'tools/call' || name === undefined) continue;
      const parameters = await this.tools.parametersOf(admission, name);
      if (parameters === null) continue;
      const given = isJsonObject(params) ? params['arguments'] : undefined;
      const needed = !asked.hasSessions && kind === 'request';
      const found = unequalParameter(parameters, given, (header) => headerValues(request, header), needed);
      if (found !== null) return found;
    }
    return null;
  }

  /** Whoever may not use the tool hears that alone, and nothing of its parameters. */
  private async refuse({ admission, rpc }: UndecidedCall, header: string, request: GateRequest): Promise<never> {
    for (const message of rpc.messages) {
      const { decision } = await this.policy.decide({ ...admission, message });
      if (decision === 'deny') await this.decision.make(admission, rpc, request);
    }
    // Upon which clients ask for the list once more.
    await this.lists.drop(admission);
    const reason = `${header} is not what the body says`;
    await this.decision.refused(admission, rpc, { method: 'POST', reason });
    throw new RpcRefused(400, answeredId(rpc), -32020, `Header mismatch: ${reason}`);
  }

  /** News of a resource is decided on as its reading is. */
  private async parts({ admission, rpc }: UndecidedCall): Promise<readonly Part[]> {
    const parts: Part[] = [];
    try {
      for (const of of rpc.messages) {
        for (const uri of listenedResources(of)) {
          const params = { uri };
          const raw = { jsonrpc: '2.0', method: 'resources/read', params };
          const message = { kind: 'notification', method: 'resources/read', name: uri, params, raw } as const;
          parts.push({ uri, of, ...(await this.policy.decide({ ...admission, message })) });
        }
      }
    } catch (error) {
      if (!(error instanceof RpcShapeError)) throw error;
      throw new RpcRefused(400, answeredId(rpc), -32602, `Invalid params: ${error.message}`);
    }
    return parts;
  }

  private async listened({ admission, rpc }: UndecidedCall, parts: readonly Part[]): Promise<RpcBody> {
    const ids = await this.evidence.record(
      ...parts.map(({ uri, of, ...decided }) => ({
        ...{ kind: 'gate.call', decision: decided.decision, reason: decided.reason, ...who(admission), tool: uri },
        ...{ ...decidedBy(decided), detail: { method: of.method, ...policyDetail(decided) } },
      })),
    );
    const refused = new Set(parts.filter(({ decision }) => decision === 'deny').map(({ uri }) => uri));
    const [first] = parts;
    // Nothing would be left to hear of: the reason says more than a subscription to nothing.
    const nothing = parts.every(({ uri }) => refused.has(uri)) && !rpc.messages.some(listensToMore);
    if (nothing && first !== undefined) refusedBy(admission, { ...first, message: first.of }, ids[0] ?? '');
    return withoutResources(rpc, refused);
  }
}
