var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Matching, Nullable } from '../../http/fields.js';
const CODE = /^[0-9a-f]{64}$/;
const CODE_TEXT = 'must be the code: 64 lower-case hexadecimal digits';
/** Body of an exchange. */
export class BridgeExchangeRequest {
    /** One that a person carries, or that came to the program's own port. */
    code;
    /** One with which the program waits for somebody to let it in (RFC 8628 §3.4); instead of `code`. */
    device_code;
    /** For a code that was asked for by the program itself (RFC 7636 §4.1). */
    code_verifier;
}
__decorate([
    Nullable(),
    Matching(CODE, CODE_TEXT),
    __metadata("design:type", Object)
], BridgeExchangeRequest.prototype, "code", void 0);
__decorate([
    Nullable(),
    Matching(CODE, CODE_TEXT),
    __metadata("design:type", Object)
], BridgeExchangeRequest.prototype, "device_code", void 0);
__decorate([
    Nullable(),
    Matching(/^[A-Za-z0-9._~-]{43,128}$/, 'must be a code verifier of 43 to 128 characters'),
    __metadata("design:type", Object)
], BridgeExchangeRequest.prototype, "code_verifier", void 0);
/** The one code of a body, and whether it is of a program that waits. What is wrong with the two together is told. */
export function codeIn({ code, device_code }, wrong) {
    const [carried, waiting] = [code ?? null, device_code ?? null];
    if (carried === null && waiting === null)
        wrong.add('code', CODE_TEXT);
    if (carried !== null && waiting !== null)
        wrong.add('device_code', 'must not come together with code');
    return { code: carried ?? waiting ?? '', waited: waiting !== null };
}
//# sourceMappingURL=bridge-exchange.request.js.map