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
import { Clock } from '../../kernel/clock.js';
import { Settings } from '../../settings/settings.js';
import { endFault, withTerms } from './agent.rules.js';
import { clientFields } from './client.view.js';
/** On what terms agents act: what for, and until when. */
let AgentTerms = class AgentTerms {
    clock;
    settings;
    constructor(clock, settings) {
        this.clock = clock;
        this.settings = settings;
    }
    /** The body with what an agent has even when nobody says so. @param before what stood before */
    complete(client, before) {
        return withTerms(client, before && clientFields(before), this.ends());
    }
    /** @returns what is wrong with the end of a client; null when nothing is */
    fault(client) {
        return endFault(client, this.ends());
    }
    ends() {
        const { AGENT_LIFETIME_DAYS: days, AGENT_LONGEST_DAYS: mostDays } = this.settings;
        return { now: this.clock.now(), days, mostDays };
    }
};
AgentTerms = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Clock,
        Settings])
], AgentTerms);
export { AgentTerms };
//# sourceMappingURL=agent-terms.js.map