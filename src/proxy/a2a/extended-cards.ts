import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
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
    const framed = async (card: JsonObject): Promise<JsonObject> =>
      (await this.frames.signed(this.frames.frame(call.admission, request, card, within === null))) as JsonObject;
    if (within === null && answer.statusCode === 200 && isJsonObject(body))
      return stringifyStrictJson(await framed(body));
    const result: JsonValue | undefined = within !== null && isJsonObject(body) ? body[within] : undefined;
    if (isJsonObject(body) && isJsonObject(result))
      return stringifyStrictJson({ ...body, result: await framed(result) });
    // An error: it says what is wrong, and holds no card.
    return stringifyStrictJson(body);
  }
}

function isJsonType({ headers }: UpstreamAnswer): boolean {
  return /^application\/([\w.-]+\+)?json\s*(;|$)/i.test(String(headers['content-type'] ?? ''));
}
