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
import { Changes } from '../../identity/changes.store.js';
import { Clock } from '../../kernel/clock.js';
import { Log } from '../../kernel/log.js';
import { Settings } from '../../settings/settings.js';
import { told } from './ban-register.js';
import { BanStore } from './ban.store.js';
const DAY = 86_400_000;
/** More at once are an attack by many, which bans of single networks do not end. */
const MOST = 100;
/** Bans networks for a day, if a setting says so; else it counts whom it would have banned. */
let AutomaticBans = class AutomaticBans {
    changes;
    bans;
    settings;
    clock;
    log;
    constructor(changes, bans, settings, clock, log) {
        this.changes = changes;
        this.bans = bans;
        this.settings = settings;
        this.clock = clock;
        this.log = log;
    }
    /** @param networks as analytics keep them: no more is known of whom it is about */
    async consider(networks) {
        if (this.settings.AUTOMATIC_BANS === 'off' || networks.length === 0)
            return;
        if (this.settings.AUTOMATIC_BANS === 'count') {
            return this.log.info('bans.would_be_made', { networks: networks.length });
        }
        // Those that are banned already must not take the places of others.
        const others = await this.bans.notBanned(networks);
        for (const network of others.slice(0, MOST))
            await this.ban(network);
    }
    async ban(network) {
        const expiresAt = new Date(this.clock.now() + DAY);
        const fields = { range: null, network, reason: 'probes for weaknesses', source: 'automatic', expiresAt };
        await this.changes.record((transaction) => this.bans.insertUnknown(transaction, fields), (ban) => ban && { kind: 'ban.created', decision: 'done', reason: fields.reason, detail: told(ban) });
    }
};
AutomaticBans = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Changes,
        BanStore,
        Settings,
        Clock,
        Log])
], AutomaticBans);
export { AutomaticBans };
//# sourceMappingURL=automatic-bans.js.map