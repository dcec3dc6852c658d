var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { isUuid } from '../../http/page-query.js';
import { Nullable, Such, Text, Timestamp, WholeNumber } from '../../http/fields.js';
import { EXAMPLE, Example } from '../../http/openapi/described-fields.js';
/** What a host tells of itself; of a total that it leaves out, the one that it told before stays. */
let HeartbeatRequest = class HeartbeatRequest {
    session_id;
    bridge_version;
    os;
    hostname;
    last_activity_at;
    forwarded_total;
    tokens_in_total;
    tokens_out_total;
};
__decorate([
    Such(isUuid, 'must be a UUID in lower case'),
    __metadata("design:type", String)
], HeartbeatRequest.prototype, "session_id", void 0);
__decorate([
    Text(1, 64),
    __metadata("design:type", String)
], HeartbeatRequest.prototype, "bridge_version", void 0);
__decorate([
    Text(1, 64),
    __metadata("design:type", String)
], HeartbeatRequest.prototype, "os", void 0);
__decorate([
    Text(1, 255),
    __metadata("design:type", String)
], HeartbeatRequest.prototype, "hostname", void 0);
__decorate([
    Nullable(),
    Timestamp(),
    __metadata("design:type", Object)
], HeartbeatRequest.prototype, "last_activity_at", void 0);
__decorate([
    Nullable(),
    WholeNumber(0, Number.MAX_SAFE_INTEGER),
    __metadata("design:type", Object)
], HeartbeatRequest.prototype, "forwarded_total", void 0);
__decorate([
    Nullable(),
    WholeNumber(0, Number.MAX_SAFE_INTEGER),
    __metadata("design:type", Object)
], HeartbeatRequest.prototype, "tokens_in_total", void 0);
__decorate([
    Nullable(),
    WholeNumber(0, Number.MAX_SAFE_INTEGER),
    __metadata("design:type", Object)
], HeartbeatRequest.prototype, "tokens_out_total", void 0);
HeartbeatRequest = __decorate([
    Example({ session_id: EXAMPLE.session, bridge_version: '1.0.0', os: 'linux', hostname: 'laptop', forwarded_total: 12 })
], HeartbeatRequest);
export { HeartbeatRequest };
//# sourceMappingURL=heartbeat.request.js.map