var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Matching, Omittable, OneOf, Such, Timestamp, TrueOrFalse } from '../../http/fields.js';
import { canCarryCredential, STATIC_VALUE } from './static-credential.rules.js';
import { isResourceUri, isTokenEndpoint, SCOPES, VSCHAR } from './token-exchange.rules.js';
import { CREDENTIAL_MODES, ENDPOINT_AUTH_METHODS, REQUESTED_TOKEN_TYPES, SUBJECT_TOKEN_TYPES, } from './upstream-credential.js';
const AUDIENCE = /^[\x21\x23-\x5b\x5d-\x7e]{1,2048}$/;
const audienceText = 'must have 1 to 2048 printable characters, without spaces';
const secretText = (most) => `must have 1 to ${most} printable ASCII characters`;
/** How the gate authenticates itself to an upstream; which fields belong to which mode is checked of the whole. */
export class CredentialRequest {
    mode;
    audience;
    txn_token;
    header;
    /** Written, never shown. */
    value;
    token_endpoint;
    client_id;
    /** Written, never shown. */
    client_secret;
    token_endpoint_auth_method;
    resource;
    scope;
    subject_token_type;
    /** `aud` of the subject token; when left out, the token endpoint. */
    subject_token_audience;
    requested_token_type;
    /** As the view has it, so that what was read can be sent back. */
    set_at;
}
__decorate([
    OneOf(...CREDENTIAL_MODES),
    __metadata("design:type", Object)
], CredentialRequest.prototype, "mode", void 0);
__decorate([
    Omittable(),
    Matching(AUDIENCE, audienceText),
    __metadata("design:type", String)
], CredentialRequest.prototype, "audience", void 0);
__decorate([
    Omittable(),
    TrueOrFalse(),
    __metadata("design:type", Boolean)
], CredentialRequest.prototype, "txn_token", void 0);
__decorate([
    Omittable(),
    Such(canCarryCredential, 'must be the name of a header that carries a credential, such as authorization or x-api-key'),
    __metadata("design:type", String)
], CredentialRequest.prototype, "header", void 0);
__decorate([
    Omittable(),
    Matching(STATIC_VALUE, 'must have 1 to 4096 printable ASCII characters, no space first or last'),
    __metadata("design:type", String)
], CredentialRequest.prototype, "value", void 0);
__decorate([
    Omittable(),
    Such(isTokenEndpoint, 'must be an https URL without user info and fragment, or an http URL of this machine'),
    __metadata("design:type", String)
], CredentialRequest.prototype, "token_endpoint", void 0);
__decorate([
    Omittable(),
    Matching(VSCHAR(255), secretText(255)),
    __metadata("design:type", String)
], CredentialRequest.prototype, "client_id", void 0);
__decorate([
    Omittable(),
    Matching(VSCHAR(1024), secretText(1024)),
    __metadata("design:type", String)
], CredentialRequest.prototype, "client_secret", void 0);
__decorate([
    Omittable(),
    OneOf(...ENDPOINT_AUTH_METHODS),
    __metadata("design:type", String)
], CredentialRequest.prototype, "token_endpoint_auth_method", void 0);
__decorate([
    Omittable(),
    Such(isResourceUri, 'must be an absolute URI without fragment'),
    __metadata("design:type", String)
], CredentialRequest.prototype, "resource", void 0);
__decorate([
    Omittable(),
    Matching(SCOPES, 'must be names of scopes, separated by single spaces'),
    __metadata("design:type", String)
], CredentialRequest.prototype, "scope", void 0);
__decorate([
    Omittable(),
    OneOf(...SUBJECT_TOKEN_TYPES),
    __metadata("design:type", String)
], CredentialRequest.prototype, "subject_token_type", void 0);
__decorate([
    Omittable(),
    Matching(AUDIENCE, audienceText),
    __metadata("design:type", String)
], CredentialRequest.prototype, "subject_token_audience", void 0);
__decorate([
    Omittable(),
    OneOf(...REQUESTED_TOKEN_TYPES),
    __metadata("design:type", String)
], CredentialRequest.prototype, "requested_token_type", void 0);
__decorate([
    Omittable(),
    Timestamp(),
    __metadata("design:type", String)
], CredentialRequest.prototype, "set_at", void 0);
//# sourceMappingURL=credential.request.js.map