import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { a2aOperation } from '../../kernel/a2a-operation.js';
import { Problem } from '../../kernel/problem.js';
import type { RpcMessage } from '../../kernel/rpc-message.js';
import type { Admission, GateRequest } from '../gate-request.js';
import { ASKS_FOR_NO_LIST } from '../mcp-call.js';
import { refuseUnequalMirrors } from '../mirrored-headers.js';
import { Relay } from '../relay.js';
import { onlyReads } from '../repeatable-call.rules.js';
import { readRpcBody, sentMessage } from '../rpc-body.js';
import { RpcRefused } from '../rpc-refusal.js';
import { A2aDecision } from './a2a-decision.js';
import { refuseCall } from './a2a-refusal.js';
import { ExtendedCards } from './extended-cards.js';

/** The walk of a call over A2A's JSON-RPC binding, of 1.0 and of 0.3. */
@Injectable()
export class A2aCall {
  constructor(
    private readonly decision: A2aDecision,
    private readonly relay: Relay,
    private readonly cards: ExtendedCards,
  ) {}

  async answer(admission: Admission, request: GateRequest, response: Response): Promise<void> {
    if (request.method !== 'POST') {
      throw new Problem(405, `${request.method} is not a method of this agent.`, [], { allow: 'POST' });
    }
    try {
      const { txn } = admission.caller.lineage;
      const read = (limit: number) => readMessage(request, limit);
      const { message, receipt } = await this.decision.make(admission, request, read);
      const call = {
        admission,
        txn,
        receipt,
        method: 'POST',
        body: sentMessage(message),
        id: message.kind === 'request' ? message.id : null,
        reads: onlyReads('POST', { batch: false, messages: [message] }),
        asked: ASKS_FOR_NO_LIST,
      };
      const asksForCard = message.method !== undefined && a2aOperation(message.method) === 'GetExtendedAgentCard';
      if (asksForCard) await this.cards.answer(call, request, response, 'result');
      else await this.relay.forward(call, request, response);
    } catch (error) {
      if (!(error instanceof RpcRefused)) throw error;
      refuseCall(request, response, error);
    }
  }
}

/** A2A has no batches: their answers could not be told apart from one another. */
async function readMessage(request: GateRequest, limit: number): Promise<{ readonly message: RpcMessage }> {
  const body = await readRpcBody(request, limit);
  refuseUnequalMirrors(request, body, false);
  const [message] = body.messages;
  if (body.batch || message === undefined) {
    throw new RpcRefused(400, null, -32600, 'Invalid request: A2A has no batches');
  }
  if (message.kind === 'response')
    throw new RpcRefused(400, null, -32600, 'Invalid request: agents ask their callers nothing');
  return { message };
}
