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
import { All, Controller, Get, Req, Res } from '@nestjs/common';
import { Metrics } from '../../http/metrics.js';
import { Admitted } from '../gate-request.js';
import { Gate } from '../gate.controller.js';
import { OpenCalls } from '../open-calls.js';
import { A2aCall } from './a2a-call.js';
import { A2aRestCall } from './a2a-rest-call.js';
import { PublicCards } from './public-cards.js';
/** A2A agents behind the gate: their card, and both bindings at one URL. */
let AgentController = class AgentController {
    call;
    restCall;
    cards;
    open;
    metrics;
    constructor(call, restCall, cards, open, metrics) {
        this.call = call;
        this.restCall = restCall;
        this.cards = cards;
        this.open = open;
        this.metrics = metrics;
    }
    /** Call an agent by JSON-RPC. */
    rpc(admission, request, response) {
        return this.during(this.call, admission, request, response);
    }
    /** The card of an agent: what it can, and how to call it through the gate. */
    card(admission, request, response) {
        return this.during(this.cards, admission, request, response);
    }
    /** Call an agent by its HTTP+JSON binding. */
    rest(admission, request, response) {
        return this.during(this.restCall, admission, request, response);
    }
    during(call, admission, request, response) {
        this.metrics.gateCall(admission.caller.claims.cnf);
        return this.open.during(admission, request, response, () => call.answer(admission, request, response));
    }
};
__decorate([
    All(),
    __param(0, Admitted()),
    __param(1, Req()),
    __param(2, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object, Object]),
    __metadata("design:returntype", Promise)
], AgentController.prototype, "rpc", null);
__decorate([
    Get('.well-known/agent-card.json'),
    __param(0, Admitted()),
    __param(1, Req()),
    __param(2, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object, Object]),
    __metadata("design:returntype", Promise)
], AgentController.prototype, "card", null);
__decorate([
    All('*path'),
    __param(0, Admitted()),
    __param(1, Req()),
    __param(2, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object, Object]),
    __metadata("design:returntype", Promise)
], AgentController.prototype, "rest", null);
AgentController = __decorate([
    Controller('api/v1/agents/:server'),
    Gate(),
    __metadata("design:paramtypes", [A2aCall,
        A2aRestCall,
        PublicCards,
        OpenCalls,
        Metrics])
], AgentController);
export { AgentController };
//# sourceMappingURL=agent.controller.js.map