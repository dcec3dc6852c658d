var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { ListOf, Omittable, OneOf, Such, SomeOf, Text, Timestamp } from '../../http/fields.js';
import { Example } from '../../http/openapi/described-fields.js';
import { RECEIVER_KINDS } from './evidence-receiver.entity.js';
import { KIND_PATTERN } from './receiver.rules.js';
/** Somebody to whom evidence is to be sent, as an administrator registers them. */
let EvidenceReceiverRequest = class EvidenceReceiverRequest {
    name;
    kind;
    url;
    /** Kinds of receipts, or `gate.*`; empty for all. */
    kinds = [];
    decisions = [];
    status = 'active';
    /** Of a new one: it is also sent what was signed since then. */
    from;
};
__decorate([
    Text(1, 100),
    __metadata("design:type", String)
], EvidenceReceiverRequest.prototype, "name", void 0);
__decorate([
    OneOf(...RECEIVER_KINDS),
    __metadata("design:type", String)
], EvidenceReceiverRequest.prototype, "kind", void 0);
__decorate([
    Such((text) => text.length <= 2048, 'must have at most 2048 characters'),
    __metadata("design:type", String)
], EvidenceReceiverRequest.prototype, "url", void 0);
__decorate([
    Omittable(),
    ListOf(KIND_PATTERN, 'kinds, such as token.issued or gate.*', 0, 100),
    __metadata("design:type", Array)
], EvidenceReceiverRequest.prototype, "kinds", void 0);
__decorate([
    Omittable(),
    SomeOf(['allow', 'deny', 'done'], 0),
    __metadata("design:type", Array)
], EvidenceReceiverRequest.prototype, "decisions", void 0);
__decorate([
    Omittable(),
    OneOf('active', 'inactive'),
    __metadata("design:type", String)
], EvidenceReceiverRequest.prototype, "status", void 0);
__decorate([
    Omittable(),
    Timestamp(),
    __metadata("design:type", String)
], EvidenceReceiverRequest.prototype, "from", void 0);
EvidenceReceiverRequest = __decorate([
    Example({ name: 'siem', kind: 'webhook', url: 'https://siem.example.com/evidence', decisions: ['deny'] }, { kinds: ['gate.*'] })
], EvidenceReceiverRequest);
export { EvidenceReceiverRequest };
//# sourceMappingURL=evidence-receiver.request.js.map