import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { UpstreamsModule } from '../proxy/upstreams/upstreams.module.js';
import { BridgeCodeStore } from './codes/bridge-code.store.js';
import { BridgeCodes } from './codes/bridge-codes.js';
import { BridgeCodesAdminController } from './codes/bridge-codes.admin.controller.js';
import { DeviceRegister } from './devices/device-register.js';
import { DeviceStore } from './devices/device.store.js';
import { Devices } from './devices/devices.js';
import { DevicesAdminController } from './devices/devices.admin.controller.js';
import { BridgeAnswers } from './exchange/bridge-answers.js';
import { BridgeExchange } from './exchange/bridge-exchange.js';
import { BridgeExchangeController } from './exchange/bridge-exchange.controller.js';
import { BridgeRenewal } from './exchange/bridge-renewal.js';
import { BridgeRenewalController } from './exchange/bridge-renewal.controller.js';
import { DeviceSessions } from './exchange/device-sessions.js';
import { GovernedCalls } from './hooks/governed-calls.js';
import { HookAdmission } from './hooks/hook-admission.js';
import { HookCallStore } from './hooks/hook-call.store.js';
import { HookDecisions } from './hooks/hook-decisions.js';
import { HookDigests } from './hooks/hook-digests.js';
import { HooksController } from './hooks/hooks.controller.js';
import { TrackedCalls } from './hooks/tracked-calls.js';
import { HookClients } from './provisioning/hook-clients.js';
import { OAuthClientController } from './provisioning/oauth-client.controller.js';

/** What hosts ask before a tool runs, and tell of it afterwards. */
const hooks = [HookAdmission, HookDigests, HookDecisions, HookCallStore, GovernedCalls, TrackedCalls];

/**
 * Owns the programs on people's machines that act for them: the codes by which they begin, the devices, and what those
 * are given. Owns no session and no token: it asks identity to open the one, and OAuth to issue the other.
 */
@Module({
  imports: [IdentityModule, UpstreamsModule],
  controllers: [
    BridgeExchangeController,
    BridgeRenewalController,
    BridgeCodesAdminController,
    DevicesAdminController,
    OAuthClientController,
    HooksController,
  ],
  providers: [
    BridgeCodeStore,
    BridgeCodes,
    DeviceStore,
    Devices,
    DeviceRegister,
    DeviceSessions,
    BridgeExchange,
    BridgeRenewal,
    BridgeAnswers,
    HookClients,
    ...hooks,
  ],
})
export class BridgeModule {}
