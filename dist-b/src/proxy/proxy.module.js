var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { A2aCall } from './a2a/a2a-call.js';
import { A2aDecision } from './a2a/a2a-decision.js';
import { A2aRestCall } from './a2a/a2a-rest-call.js';
import { AgentCards } from './a2a/agent-cards.js';
import { AgentController } from './a2a/agent.controller.js';
import { ExtendedCards } from './a2a/extended-cards.js';
import { FramedCards } from './a2a/framed-cards.js';
import { PublicCards } from './a2a/public-cards.js';
import { PushVetting } from './a2a/push-vetting.js';
import { AnswerFilter } from './answer-filter.js';
import { ExchangedTokens } from './exchange/exchanged-tokens.js';
import { ForeignTokenEndpoint } from './exchange/foreign-token-endpoint.js';
import { SealedAnswers } from './exchange/sealed-answers.js';
import { TokenRenewal } from './exchange/token-renewal.js';
import { UpstreamTokenStore } from './exchange/upstream-token.store.js';
import { MintedTokens } from './minted-tokens.js';
import { BodyBudget } from './body-budget.js';
import { FollowedRules } from './discovery/followed-rules.js';
import { InformedDecision } from './discovery/informed-decision.js';
import { KnownTools } from './discovery/known-tools.js';
import { ListCache } from './discovery/list-cache.js';
import { ShownListStore } from './discovery/shown-list.store.js';
import { ShownListsJob } from './discovery/shown-lists.job.js';
import { OfferedToolsAdminController } from './discovery/offered-tools.admin.controller.js';
import { OfferedTools } from './discovery/offered-tools.js';
import { EventFilter } from './event-filter.js';
import { GateCall } from './gate-call.js';
import { GateDecision } from './gate-decision.js';
import { GateController } from './gate.controller.js';
import { LegacySse } from './legacy-sse.js';
import { ListTrimming } from './list-trimming.js';
import { LiveAuthority } from './live-authority.js';
import { LiveUpstreams } from './live-upstreams.js';
import { McpDecision } from './mcp-decision.js';
import { McpSessions } from './mcp-sessions.js';
import { AnswerReceipts } from './answer-receipts.js';
import { GateRefusals } from './gate-refusals.js';
import { OpenCalls } from './open-calls.js';
import { ProxyChallengeGuard } from './proxy-challenge.guard.js';
import { RegistryController } from './registry.controller.js';
import { Registry } from './registry.js';
import { CallAnswers } from './call-answers.js';
import { Relay } from './relay.js';
import { UpstreamDispatch } from './upstream-dispatch.js';
import { ResourceMetadataController } from './resource-metadata.controller.js';
import { SseBridge } from './sse/sse-bridge.js';
import { SseSessions } from './sse/sse-sessions.js';
import { SseStreams } from './sse/sse-streams.js';
import { StillAdmitted } from './still-admitted.js';
import { UpstreamConnections } from './upstream-connections.js';
import { UpstreamCredentials } from './upstream-credentials.js';
import { UpstreamsModule } from './upstreams/upstreams.module.js';
/**
 * Owns the gate: challenges, protected-resource metadata, and the relay to MCP servers and A2A agents with the gate's
 * own credential. Owns no token and no rule: it asks CallerVerifier who calls, Policy whether it may, and tells
 * Evidence before anything is sent on.
 */
let ProxyModule = class ProxyModule {
};
ProxyModule = __decorate([
    Module({
        imports: [IdentityModule, UpstreamsModule],
        controllers: [
            GateController,
            OfferedToolsAdminController,
            AgentController,
            RegistryController,
            ResourceMetadataController,
        ],
        providers: [
            ProxyChallengeGuard,
            BodyBudget,
            StillAdmitted,
            GateDecision,
            InformedDecision,
            FollowedRules,
            ListCache,
            KnownTools,
            ShownListStore,
            ShownListsJob,
            OfferedTools,
            McpDecision,
            GateCall,
            CallAnswers,
            Relay,
            McpSessions,
            AnswerFilter,
            EventFilter,
            ListTrimming,
            UpstreamDispatch,
            LegacySse,
            SseBridge,
            SseSessions,
            SseStreams,
            LiveAuthority,
            LiveUpstreams,
            AnswerReceipts,
            GateRefusals,
            OpenCalls,
            UpstreamConnections,
            UpstreamCredentials,
            MintedTokens,
            ExchangedTokens,
            TokenRenewal,
            ForeignTokenEndpoint,
            SealedAnswers,
            UpstreamTokenStore,
            A2aCall,
            A2aRestCall,
            A2aDecision,
            PushVetting,
            AgentCards,
            FramedCards,
            PublicCards,
            ExtendedCards,
            Registry,
        ],
    })
], ProxyModule);
export { ProxyModule };
//# sourceMappingURL=proxy.module.js.map