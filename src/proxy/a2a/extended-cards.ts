import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { Problem } from '../../kernel/problem.js';
import { readRpcMessages, RpcShapeError } from '../../kernel/rpc-message.js';
import { isJsonObject, type JsonObject, type JsonValue, stringifyStrictJson } from '../../kernel/strict-json.js';
import { type GateRequest, spanOf } from '../gate-request.js';
import type { DecidedCall } from '../relay.js';
import { returnedHeaders } from '../relay-headers.rules.js';
import { UpstreamDispatch } from '../upstream-dispatch.js';
import type { UpstreamAnswer } from '../usable-answer.js';
import { readBoundedJson } from './bounded-answer.js';
import { FramedCards } from './framed-cards.js';

/**
 * Asks an agent for the card that it has for this caller. It goes through no cache and to nobody else; where it says that
 * the agent is, it says the gate.
 */
@Injectable()
export class ExtendedCards {
  constructor(
    private readonly upstreams: UpstreamDispatch,
    private readonly frames: FramedCards,
  ) {}

  /**
   * @param within the member of the answer that holds the card; null when it is the answer itself
   * @throws Problem 502 for an answer that cannot be read
   */
  async answer(call: DecidedCall, request: GateRequest, response: Response, within: 'result' | null): Promise<void> {
    const span = spanOf(request);
    // The client may have gone while we decided, or its session ended.
    if (span.gone.signal.aborted) return;
    const answer = await this.upstreams.send(call, request, span.gone);
    if (answer === null) return;
    const { statusCode } = answer;
    const text = await this.text(call, request, answer, within);
    if (span.gone.signal.aborted) return;
    span.answered = true;
    response.status(statusCode);
    for (const [name, value] of Object.entries(returnedHeaders(answer.headers))) response.setHeader(name, value);
    if (text === undefined) return void response.end();
    if (!isJsonType(answer)) response.setHeader('content-type', 'application/json');
    response.end(text);
  }

  private async text(
    call: DecidedCall,
    request: GateRequest,
    answer: UpstreamAnswer,
    within: 'result' | null,
  ): Promise<string | undefined> {
    const body = await readBoundedJson(answer);
    if (body === undefined) return undefined;
    const failed = answer.statusCode >= 400;
    const told = within === null ? { card: body, rest: {} } : readTold(body, failed);
    // An error: it says what is wrong, and holds no card.
    if (told === null || (failed && within === null)) return stringifyStrictJson(body);
    // Whatever else a client took for a card would tell it to send its token elsewhere.
    if (!isJsonObject(told.card)) throw new Problem(502, 'The agent’s answer is no card.');
    const framed = this.frames.frame(call.admission, request, told.card, within === null);
    const card = (await this.frames.signed(framed)) as JsonObject;
    return stringifyStrictJson(within === null ? card : { ...told.rest, [within]: card });
  }
}

/**
 * @returns the card, and what stands beside it; null for an error
 * @throws Problem 502 for a success in which some reader could find another card
 */
function readTold(body: JsonValue, failed: boolean): { card: JsonValue; rest: JsonObject } | null {
  try {
    const { batch, messages } = readRpcMessages(body);
    const [message] = messages;
    if (batch || message?.kind !== 'response') throw new RpcShapeError('no answer to one call');
    const { jsonrpc = '2.0', id = null, result } = message.raw;
    return result === undefined ? null : { card: result, rest: { jsonrpc, id } };
  } catch (error) {
    if (!(error instanceof RpcShapeError)) throw error;
    if (failed && !(isJsonObject(body) && isJsonObject(body['result']))) return null;
    throw new Problem(502, `The agent’s answer cannot be read: ${error.message}.`);
  }
}

function isJsonType({ headers }: UpstreamAnswer): boolean {
  return /^application\/([\w.-]+\+)?json\s*(;|$)/i.test(String(headers['content-type'] ?? ''));
}
