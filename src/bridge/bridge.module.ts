import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { BridgeCodeStore } from './codes/bridge-code.store.js';
import { BridgeCodes } from './codes/bridge-codes.js';
import { BridgeCodesAdminController } from './codes/bridge-codes.admin.controller.js';
import { DeviceRegister } from './devices/device-register.js';
import { DeviceStore } from './devices/device.store.js';
import { Devices } from './devices/devices.js';
import { DevicesAdminController } from './devices/devices.admin.controller.js';
import { OwnDeviceController } from './devices/own-device.controller.js';
import { BridgeAnswers } from './exchange/bridge-answers.js';
import { BridgeExchange } from './exchange/bridge-exchange.js';
import { BridgeExchangeController } from './exchange/bridge-exchange.controller.js';
import { BridgeRenewal } from './exchange/bridge-renewal.js';
import { BridgeRenewalController } from './exchange/bridge-renewal.controller.js';
import { DeviceSessions } from './exchange/device-sessions.js';

/**
 * Owns the programs on people's machines that act for them: the codes by which they begin, the devices, and what those
 * are given. Owns no session and no token: it asks identity to open the one, and OAuth to issue the other.
 */
@Module({
  imports: [IdentityModule],
  controllers: [
    BridgeExchangeController,
    BridgeRenewalController,
    BridgeCodesAdminController,
    DevicesAdminController,
    OwnDeviceController,
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
  ],
})
export class BridgeModule {}
