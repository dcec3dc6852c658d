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
import { Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { Hooks } from '../../http/access.js';
import { examined, JsonBody, StrictJsonBody } from '../../http/json-body.js';
import { contextOf } from '../../http/request-context.js';
import { TheCaller } from '../../http/the-caller.js';
import { GovernedCalls } from './governed-calls.js';
import { HookAdmission } from './hook-admission.js';
import { TrackRequest } from './hook-call.request.js';
import { governedView } from './governed.view.js';
import { readQuestion } from './hook-question.js';
import { TrackedCalls } from './tracked-calls.js';
/** Agent hosts ask before a tool runs, and tell what ran. */
let HooksController = class HooksController {
    admission;
    governed;
    tracked;
    constructor(admission, governed, tracked) {
        this.admission = admission;
        this.governed = governed;
        this.tracked = tracked;
    }
    /** A host asks before a tool runs. 200 with the decision, whatever it is: only who could not be answered has an error. */
    async govern(body, caller, request, response) {
        const question = readQuestion(body);
        await this.admission.check(caller, question.pluginId);
        response.set('cache-control', 'no-store');
        return governedView(await this.governed.govern(question, caller, contextOf(request).address));
    }
    /** A host tells what ran. */
    async track(body, caller, response) {
        const { value, wrong } = examined(TrackRequest, body);
        wrong.refuse();
        await this.admission.check(caller, value.plugin_id);
        response.set('cache-control', 'no-store');
        const call = {
            callId: value.call_id,
            pluginId: value.plugin_id,
            upstream: value.upstream ?? null,
            tool: value.tool,
            outcome: value.outcome,
            durationMs: value.duration_ms ?? null,
            startedAt: value.started_at ?? null,
            error: value.error ?? null,
        };
        return { evidence_id: await this.tracked.track(call, caller) };
    }
};
__decorate([
    Post('govern'),
    HttpCode(200),
    Hooks('hook:govern'),
    __param(0, StrictJsonBody()),
    __param(1, TheCaller()),
    __param(2, Req()),
    __param(3, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object, Object, Object]),
    __metadata("design:returntype", Promise)
], HooksController.prototype, "govern", null);
__decorate([
    Post('track'),
    HttpCode(200),
    Hooks('hook:track'),
    __param(0, JsonBody()),
    __param(1, TheCaller()),
    __param(2, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object, Object]),
    __metadata("design:returntype", Promise)
], HooksController.prototype, "track", null);
HooksController = __decorate([
    Controller('api/v1/hooks'),
    __metadata("design:paramtypes", [HookAdmission,
        GovernedCalls,
        TrackedCalls])
], HooksController);
export { HooksController };
//# sourceMappingURL=hooks.controller.js.map