var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Transform } from 'class-transformer';
import { EmailAddress, ListOf, Omittable, OneOf, Text } from '../../http/fields.js';
import { Example } from '../../http/openapi/described-fields.js';
import { SCOPE_NAME } from '../../kernel/scope-set.js';
/** Names of groups, as rules name them. */
const GROUP_NAME = /^[\x21-\x7e](?:[\x20-\x7e]{0,198}[\x21-\x7e])?$/;
/** A person, as an administrator writes it down. */
let UserRequest = class UserRequest {
    /** One mailbox is one person, however it is typed. */
    email;
    name;
    roles;
    groups = [];
    status = 'active';
};
__decorate([
    Transform(({ value }) => (typeof value === 'string' ? value.toLowerCase() : value)),
    EmailAddress(),
    __metadata("design:type", String)
], UserRequest.prototype, "email", void 0);
__decorate([
    Text(1, 200),
    __metadata("design:type", String)
], UserRequest.prototype, "name", void 0);
__decorate([
    ListOf(SCOPE_NAME, 'scope names', 1, 50),
    __metadata("design:type", Array)
], UserRequest.prototype, "roles", void 0);
__decorate([
    Omittable(),
    ListOf(GROUP_NAME, 'names of groups', 0, 100),
    __metadata("design:type", Array)
], UserRequest.prototype, "groups", void 0);
__decorate([
    Omittable(),
    OneOf('active', 'inactive'),
    __metadata("design:type", String)
], UserRequest.prototype, "status", void 0);
UserRequest = __decorate([
    Example({ email: 'ada@example.com', name: 'Ada Lovelace', roles: ['user'], groups: ['engineering'] }, { name: 'Ada King', groups: ['engineering', 'on-call'] })
], UserRequest);
export { UserRequest };
//# sourceMappingURL=user.request.js.map