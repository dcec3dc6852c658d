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
import { Clock } from '../kernel/clock.js';
import { Settings } from '../settings/settings.js';
import { forgettingMoment } from './rotation.rules.js';
import { SigningKeyStore } from './signing-key.store.js';
import { viewKey } from './signing-key.view.js';
/** The ring as the database has it, for the admin API and the command line. */
let KeyList = class KeyList {
    store;
    clock;
    settings;
    constructor(store, clock, settings) {
        this.store = store;
        this.clock = clock;
        this.settings = settings;
    }
    /** Active, next and retired keys; there are few, so it is always one page. */
    async page() {
        const keys = await this.store.ring(forgettingMoment(this.clock.now(), this.settings.ACCESS_TOKEN_SECONDS));
        return { items: keys.map(viewKey), next: null };
    }
};
KeyList = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [SigningKeyStore,
        Clock,
        Settings])
], KeyList);
export { KeyList };
//# sourceMappingURL=key-list.js.map