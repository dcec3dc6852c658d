import { Global, Module } from '@nestjs/common';
import { Policy } from './policy.contract.js';
import { UpstreamDefault } from './upstream-default.js';

/**
 * Owns the decision who may reach what at the gate.
 * Owns neither the asking nor the recording: the gate does both.
 */
@Global()
@Module({ providers: [{ provide: Policy, useClass: UpstreamDefault }], exports: [Policy] })
export class PolicyModule {}
