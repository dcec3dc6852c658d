import { All, applyDecorators, Controller, Req, Res, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { GateCallers } from '../http/access.js';
import { Metrics } from '../http/metrics.js';
import { type Admission, Admitted, type GateRequest } from './gate-request.js';
import { GateCall } from './gate-call.js';
import { OpenCalls } from './open-calls.js';
import { ProxyChallengeGuard } from './proxy-challenge.guard.js';

/** A route of the gate: nobody comes past it without a token for exactly that upstream. */
export const Gate = (): ClassDecorator & MethodDecorator =>
  applyDecorators(GateCallers(), UseGuards(ProxyChallengeGuard));

/** MCP servers behind the gate (streamable HTTP). */
@Controller('api/v1')
@Gate()
export class GateController {
  constructor(
    private readonly call: GateCall,
    private readonly open: OpenCalls,
    private readonly metrics: Metrics,
  ) {}

  /** Call an MCP server (streamable HTTP). */
  @All('mcp/:server')
  pass(@Admitted() admission: Admission, @Req() request: GateRequest, @Res() response: Response): Promise<void> {
    this.metrics.gateCall(admission.caller.claims.cnf);
    return this.open.during(admission, request, response, () => this.call.answer(admission, request, response));
  }
}
