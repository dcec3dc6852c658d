import { Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Hooks } from '../../http/access.js';
import { examined, JsonBody, type JsonFields, type StrictBody, StrictJsonBody } from '../../http/json-body.js';
import { contextOf } from '../../http/request-context.js';
import { TheCaller } from '../../http/the-caller.js';
import type { Caller } from '../../kernel/caller.js';
import { GovernedCalls } from './governed-calls.js';
import { HookAdmission } from './hook-admission.js';
import { TrackRequest } from './hook-call.request.js';
import { governedView } from './governed.view.js';
import { readQuestion } from './hook-question.js';
import { TrackedCalls } from './tracked-calls.js';

/** Agent hosts ask before a tool runs, and tell what ran. */
@Controller('api/v1/hooks')
export class HooksController {
  constructor(
    private readonly admission: HookAdmission,
    private readonly governed: GovernedCalls,
    private readonly tracked: TrackedCalls,
  ) {}

  /** A host asks before a tool runs. 200 with the decision, whatever it is: only who could not be answered has an error. */
  @Post('govern')
  @HttpCode(200)
  @Hooks('hook:govern')
  async govern(
    @StrictJsonBody() body: StrictBody,
    @TheCaller() caller: Caller,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReturnType<typeof governedView>> {
    const question = readQuestion(body);
    await this.admission.check(caller, question.pluginId);
    response.set('cache-control', 'no-store');
    return governedView(await this.governed.govern(question, caller, contextOf(request).address));
  }

  /** A host tells what ran. */
  @Post('track')
  @HttpCode(200)
  @Hooks('hook:track')
  async track(
    @JsonBody() body: JsonFields,
    @TheCaller() caller: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ evidence_id: string }> {
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
}
