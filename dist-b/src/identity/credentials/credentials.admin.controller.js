var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
import { Controller, Delete, HttpCode, Param, Post, Put, Res } from '@nestjs/common';
import { Administers } from '../../http/access.js';
import { examined, JsonBody } from '../../http/json-body.js';
import { PathId } from '../../http/path-id.js';
import { TheCaller } from '../../http/the-caller.js';
import { Problem } from '../../kernel/problem.js';
import { Changes, doneBy } from '../changes.store.js';
import { coverPerson } from '../users/reach.store.js';
import { PasswordHashRequest } from './password-hash.request.js';
import { PasswordStore } from './password.store.js';
import { SetupLinkStore } from './setup-link.store.js';
import { SetupLinks } from './setup-links.js';
const UserId = new PathId('user');
/** How people prove who they are, for administrators, who never get to know a password. */
let CredentialsAdminController = class CredentialsAdminController {
    links;
    linkStore;
    passwords;
    changes;
    constructor(links, linkStore, passwords, changes) {
        this.links = links;
        this.linkStore = linkStore;
        this.passwords = passwords;
        this.changes = changes;
    }
    /**
     * Make a link by which a person sets a password or makes a passkey. The answer is the only one that ever shows the
     * link.
     */
    async issueLink(id, caller, response) {
        const event = doneBy(caller, 'setup_link.issued', { id });
        const { url, expiresAt } = await this.links.issue(id, event, (transaction) => coverPerson(transaction, caller, id));
        response.set('cache-control', 'no-store');
        return { url, expires_at: expiresAt.toISOString() };
    }
    /** The hash that another system made is taken over; it is made anew when the person first signs in. */
    async importHash(id, body, caller) {
        const { value, wrong } = examined(PasswordHashRequest, body);
        wrong.refuse();
        await this.changes.retrying(() => this.changes.record(async (transaction) => {
            if ((await this.linkStore.hold(transaction, id)) === null)
                throw Problem.notFound('user');
            await coverPerson(transaction, caller, id);
            await this.passwords.write(transaction, id, value.hash);
        }, () => doneBy(caller, 'password.imported', { id })));
    }
    /** The person cannot sign in by password any more, nor set one by a link that is already on its way. */
    async remove(id, caller) {
        await this.changes.retrying(() => this.changes.record(async (transaction) => {
            if ((await this.linkStore.hold(transaction, id)) === null)
                throw Problem.notFound('user');
            await coverPerson(transaction, caller, id);
            const links = await this.linkStore.deleteUnused(transaction, id);
            if (!(await this.passwords.delete(transaction, id)) && links === 0)
                throw Problem.notFound('password');
        }, () => doneBy(caller, 'password.removed', { id })));
    }
};
__decorate([
    Post('setup-link'),
    __param(0, Param('id', UserId)),
    __param(1, TheCaller()),
    __param(2, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object, Object]),
    __metadata("design:returntype", Promise)
], CredentialsAdminController.prototype, "issueLink", null);
__decorate([
    Put('password'),
    HttpCode(204),
    __param(0, Param('id', UserId)),
    __param(1, JsonBody()),
    __param(2, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object, Object]),
    __metadata("design:returntype", Promise)
], CredentialsAdminController.prototype, "importHash", null);
__decorate([
    Delete('password'),
    HttpCode(204),
    __param(0, Param('id', UserId)),
    __param(1, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object]),
    __metadata("design:returntype", Promise)
], CredentialsAdminController.prototype, "remove", null);
CredentialsAdminController = __decorate([
    Controller('api/v1/admin/users/:id'),
    Administers('credentials'),
    __metadata("design:paramtypes", [SetupLinks,
        SetupLinkStore,
        PasswordStore,
        Changes])
], CredentialsAdminController);
export { CredentialsAdminController };
//# sourceMappingURL=credentials.admin.controller.js.map