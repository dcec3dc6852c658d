var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Injectable } from '@nestjs/common';
import { Secrets } from '../../settings/secrets.js';
import { NotTaken } from './not-taken.js';
/** Seals the secrets of webhooks, each bound to its receiver, so that rows cannot be swapped. */
let ReceiverSecrets = class ReceiverSecrets {
    secrets;
    constructor(secrets) {
        this.secrets = secrets;
    }
    seal(id, secret) {
        return this.secrets.box.seal(nameOf(id), Buffer.from(secret));
    }
    /** @throws NotTaken when it cannot be opened: nothing is sent unsigned */
    open({ id, sealedSecret }) {
        try {
            if (sealedSecret === null)
                throw new Error('there is none');
            return this.secrets.box.open(nameOf(id), sealedSecret).toString();
        }
        catch {
            throw new NotTaken('its secret cannot be opened: it was sealed under another KEY_ENCRYPTION_KEY; make a new one');
        }
    }
};
ReceiverSecrets = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Secrets])
], ReceiverSecrets);
export { ReceiverSecrets };
const nameOf = (id) => `evidence-receiver:${id}`;
//# sourceMappingURL=receiver-secrets.js.map