var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { DeviceGrantModule } from '../device-grant/device-grant.module.js';
import { WaitingPrograms } from '../device-grant/waiting.contract.js';
import { IdentityModule } from '../identity/identity.module.js';
import { PendingDevices } from '../identity/sessions/pending-grants.contract.js';
import { UpstreamsModule } from '../proxy/upstreams/upstreams.module.js';
import { PeopleModule } from '../people/people.module.js';
import { BridgeCodeStore } from './codes/bridge-code.store.js';
import { BridgeCodes } from './codes/bridge-codes.js';
import { BridgeCodesAdminController } from './codes/bridge-codes.admin.controller.js';
import { DeviceAnswers } from './device-grant/device-answers.js';
import { DeviceAuthorizationController } from './device-grant/device-authorization.controller.js';
import { CallingDevices } from './devices/calling-device.js';
import { DeviceRegister } from './devices/device-register.js';
import { DeviceRevocation } from './devices/device-revocation.js';
import { DeviceRevocationAdminController } from './devices/device-revocation.admin.controller.js';
import { DeviceRevocationStore } from './devices/device-revocation.store.js';
import { DeviceStore } from './devices/device.store.js';
import { Devices } from './devices/devices.js';
import { DevicesAdminController } from './devices/devices.admin.controller.js';
import { WhoamiController } from './devices/whoami.controller.js';
import { OwnDeviceController } from './devices/own-device.controller.js';
import { BridgeAnswers } from './exchange/bridge-answers.js';
import { BridgeExchange } from './exchange/bridge-exchange.js';
import { BridgeExchangeController } from './exchange/bridge-exchange.controller.js';
import { BridgeRenewal } from './exchange/bridge-renewal.js';
import { BridgeRenewalController } from './exchange/bridge-renewal.controller.js';
import { DeviceSessions } from './exchange/device-sessions.js';
import { HeartbeatController } from './heartbeats/heartbeat.controller.js';
import { HeartbeatStore } from './heartbeats/heartbeat.store.js';
import { CapabilitiesController } from './manifest/capabilities.controller.js';
import { Capabilities } from './manifest/capabilities.js';
import { ManifestController } from './manifest/manifest.controller.js';
import { Manifests } from './manifest/manifests.js';
import { DeviceUsage } from './usage/device-usage.js';
import { UsageController } from './usage/usage.controller.js';
import { UsageStore } from './usage/usage.store.js';
import { AccountDevicesController } from './pages/account-devices.controller.js';
import { ConnectAnswers } from './pages/connect-answers.js';
import { ConnectController } from './pages/connect.controller.js';
import { DevicePages } from './pages/device-pages.js';
import { OwnCodes } from './pages/own-codes.js';
import { OwnDevices } from './pages/own-devices.js';
import { GovernedCalls } from './hooks/governed-calls.js';
import { HookAdmission } from './hooks/hook-admission.js';
import { HookCallStore } from './hooks/hook-call.store.js';
import { HookDecisions } from './hooks/hook-decisions.js';
import { HookDigests } from './hooks/hook-digests.js';
import { HooksController } from './hooks/hooks.controller.js';
import { TrackedCalls } from './hooks/tracked-calls.js';
import { HookClients } from './provisioning/hook-clients.js';
import { HookSecrets } from './provisioning/hook-secrets.js';
import { OAuthClientController } from './provisioning/oauth-client.controller.js';
/** Where people look after their own devices. */
const pages = [OwnDevices, OwnCodes, ConnectAnswers, DevicePages];
/** What hosts ask before a tool runs, and tell of it afterwards. */
const hooks = [HookAdmission, HookDigests, HookDecisions, HookCallStore, GovernedCalls, TrackedCalls];
/**
 * Owns the programs on people's machines that act for them: the codes by which they begin, the devices, and what those
 * are given. Owns no session and no token: it asks identity to open the one, and OAuth to issue the other; and people who
 * looks at its pages.
 * Whoever ends sessions asks it, through PendingDevices, to end the codes that wait.
 */
let BridgeModule = class BridgeModule {
};
BridgeModule = __decorate([
    Global(),
    Module({
        imports: [IdentityModule, PeopleModule, UpstreamsModule, DiscoveryModule, DeviceGrantModule],
        controllers: [
            BridgeExchangeController,
            BridgeRenewalController,
            BridgeCodesAdminController,
            DevicesAdminController,
            DeviceRevocationAdminController,
            HeartbeatController,
            WhoamiController,
            CapabilitiesController,
            ManifestController,
            UsageController,
            AccountDevicesController,
            ConnectController,
            DeviceAuthorizationController,
            OAuthClientController,
            HooksController,
            OwnDeviceController,
        ],
        providers: [
            BridgeCodeStore,
            { provide: PendingDevices, useExisting: BridgeCodeStore },
            BridgeCodes,
            DeviceStore,
            Devices,
            DeviceRegister,
            DeviceRevocation,
            DeviceRevocationStore,
            DeviceSessions,
            BridgeExchange,
            BridgeRenewal,
            BridgeAnswers,
            HeartbeatStore,
            CallingDevices,
            Capabilities,
            Manifests,
            UsageStore,
            DeviceUsage,
            ...pages,
            { provide: WaitingPrograms, useClass: DeviceAnswers },
            HookClients,
            HookSecrets,
            ...hooks,
        ],
        exports: [PendingDevices, WaitingPrograms],
    })
], BridgeModule);
export { BridgeModule };
//# sourceMappingURL=bridge.module.js.map