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
import { All, applyDecorators, Controller, Req, Res, UseGuards } from '@nestjs/common';
import { GateCallers } from '../http/access.js';
import { Metrics } from '../http/metrics.js';
import { Admitted } from './gate-request.js';
import { GateCall } from './gate-call.js';
import { OpenCalls } from './open-calls.js';
import { ProxyChallengeGuard } from './proxy-challenge.guard.js';
/** A route of the gate: nobody comes past it without a token for exactly that upstream. */
export const Gate = () => applyDecorators(GateCallers(), UseGuards(ProxyChallengeGuard));
/** MCP servers behind the gate (streamable HTTP). */
let GateController = class GateController {
    call;
    open;
    metrics;
    constructor(call, open, metrics) {
        this.call = call;
        this.open = open;
        this.metrics = metrics;
    }
    /** Call an MCP server (streamable HTTP). */
    pass(admission, request, response) {
        this.metrics.gateCall(admission.caller.claims.cnf);
        return this.open.during(admission, request, response, () => this.call.answer(admission, request, response));
    }
};
__decorate([
    All('mcp/:server'),
    __param(0, Admitted()),
    __param(1, Req()),
    __param(2, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object, Object]),
    __metadata("design:returntype", Promise)
], GateController.prototype, "pass", null);
GateController = __decorate([
    Controller('api/v1'),
    Gate(),
    __metadata("design:paramtypes", [GateCall,
        OpenCalls,
        Metrics])
], GateController);
export { GateController };
//# sourceMappingURL=gate.controller.js.map