import type { EvidenceEvent } from '../../audit/evidence.contract.js';
import type { Caller } from '../../kernel/caller.js';

/** Which call an event is about. */
export interface HookCallName {
  readonly callId: string;
  readonly pluginId: string;
  readonly upstream: string | null;
  readonly tool: string;
}

/** Whose call it is: an id means something only to the host that chose it. */
export function callKey({ claims }: Caller, { pluginId, callId }: Pick<HookCallName, 'pluginId' | 'callId'>): string[] {
  return [claims.sub, claims.client_id, pluginId, callId];
}

/** What a hook asked or told, as evidence: for the person behind its token, and nobody else. */
export function hookEvent(
  { claims, lineage: { txn, ancestors } }: Caller,
  { callId, pluginId, upstream, tool }: HookCallName,
  event: Pick<EvidenceEvent, 'kind' | 'decision' | 'reason' | 'rule' | 'policyVersion' | 'detail'>,
): EvidenceEvent {
  const { sub, act, client_id: clientId, sid } = claims;
  return {
    ...event,
    sub,
    ...(act === undefined ? {} : { act }),
    clientId,
    sid,
    ancestors,
    txn,
    ...(upstream === null ? {} : { upstream }),
    tool,
    detail: { call_id: callId, plugin_id: pluginId, ...event.detail },
  };
}
