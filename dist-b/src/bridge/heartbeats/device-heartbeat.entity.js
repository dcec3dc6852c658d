var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Device } from '../devices/device.entity.js';
/** What a host told of itself last, one row for each of its sessions. Nothing here is proved: it is a hint for people. */
let DeviceHeartbeat = class DeviceHeartbeat {
    sessionId;
    deviceId;
    /** When the session told of itself first. */
    startedAt;
    lastHeartbeatAt;
    /** When somebody last used the host, by its own clock. */
    lastActivityAt;
    bridgeVersion;
    os;
    hostname;
    /** Calls that the host passed on since its session began; tokens of language models likewise. */
    forwardedTotal;
    tokensInTotal;
    tokensOutTotal;
    /** Where it came from: keyed hash of the address, or the address by setting ANALYTICS_ORIGIN. */
    address;
    /** End of the session, as it was at the last heartbeat. It seldom changes, and so costs its index little. */
    expiresAt;
};
__decorate([
    PrimaryColumn('uuid'),
    __metadata("design:type", String)
], DeviceHeartbeat.prototype, "sessionId", void 0);
__decorate([
    ForeignKey(() => Device, { name: 'device_heartbeats_device', onDelete: 'CASCADE' }),
    Column('uuid'),
    __metadata("design:type", String)
], DeviceHeartbeat.prototype, "deviceId", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], DeviceHeartbeat.prototype, "startedAt", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], DeviceHeartbeat.prototype, "lastHeartbeatAt", void 0);
__decorate([
    Column('timestamptz', { nullable: true }),
    __metadata("design:type", Object)
], DeviceHeartbeat.prototype, "lastActivityAt", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], DeviceHeartbeat.prototype, "bridgeVersion", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], DeviceHeartbeat.prototype, "os", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], DeviceHeartbeat.prototype, "hostname", void 0);
__decorate([
    Column('bigint'),
    __metadata("design:type", String)
], DeviceHeartbeat.prototype, "forwardedTotal", void 0);
__decorate([
    Column('bigint'),
    __metadata("design:type", String)
], DeviceHeartbeat.prototype, "tokensInTotal", void 0);
__decorate([
    Column('bigint'),
    __metadata("design:type", String)
], DeviceHeartbeat.prototype, "tokensOutTotal", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], DeviceHeartbeat.prototype, "address", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], DeviceHeartbeat.prototype, "expiresAt", void 0);
DeviceHeartbeat = __decorate([
    Entity('device_heartbeats'),
    Index('device_heartbeats_device_id', ['deviceId']),
    Index('device_heartbeats_expires_at', ['expiresAt'])
], DeviceHeartbeat);
export { DeviceHeartbeat };
//# sourceMappingURL=device-heartbeat.entity.js.map