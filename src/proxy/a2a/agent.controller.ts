import { All, Controller, Get, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Metrics } from '../../http/metrics.js';
import { type Admission, Admitted, type GateRequest } from '../gate-request.js';
import { Gate } from '../gate.controller.js';
import { OpenCalls } from '../open-calls.js';
import { A2aCall } from './a2a-call.js';
import { A2aRestCall } from './a2a-rest-call.js';
import { PublicCards } from './public-cards.js';

/** A2A agents behind the gate: their card, and both bindings at one URL. */
@Controller('api/v1/agents/:server')
@Gate()
export class AgentController {
  constructor(
    private readonly call: A2aCall,
    private readonly restCall: A2aRestCall,
    private readonly cards: PublicCards,
    private readonly open: OpenCalls,
    private readonly metrics: Metrics,
  ) {}

  /** Call an agent by JSON-RPC. */
  @All()
  rpc(@Admitted() admission: Admission, @Req() request: GateRequest, @Res() response: Response): Promise<void> {
    return this.during(this.call, admission, request, response);
  }

  /** The card of an agent: what it can, and how to call it through the gate. */
  @Get('.well-known/agent-card.json')
  card(@Admitted() admission: Admission, @Req() request: GateRequest, @Res() response: Response): Promise<void> {
    return this.during(this.cards, admission, request, response);
  }

  /** Call an agent by its HTTP+JSON binding. */
  @All('*path')
  rest(@Admitted() admission: Admission, @Req() request: GateRequest, @Res() response: Response): Promise<void> {
    return this.during(this.restCall, admission, request, response);
  }

  private during(
    call: A2aCall | A2aRestCall | PublicCards,
    admission: Admission,
    request: GateRequest,
    response: Response,
  ): Promise<void> {
    this.metrics.gateCall(admission.caller.claims.cnf);
    return this.open.during(admission, request, response, () => call.answer(admission, request, response));
  }
}
