import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import { uuidv7 } from '../kernel/uuid-v7.js';
import type { PublicBases } from './public-bases.js';
import { enterContext, type RequestContext } from './request-context.js';

const REQUEST_ID = /^[A-Za-z0-9._-]{8,64}$/;
/** Version 00, neither id all zero (W3C Trace Context §3.2.2). */
const TRACEPARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** First on every request: its id, its address, the name by which we were dialled. */
export function edge(bases: PublicBases) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const given = request.headers['x-request-id'];
    const trace = request.headers['traceparent'];
    const context: RequestContext = {
      requestId: typeof given === 'string' && REQUEST_ID.test(given) ? given : uuidv7(Date.now()),
      address: bases.address(request),
      base: bases.dialled(request),
      traceparent: typeof trace === 'string' && TRACEPARENT.test(trace) ? trace : newTraceparent(),
    };
    response.setHeader('x-request-id', context.requestId);
    enterContext(request, context, next);
  };
}

function newTraceparent(): string {
  const [trace, parent] = [randomUUID(), randomUUID()].map((uuid) => uuid.replaceAll('-', ''));
  return `00-${trace}-${parent?.slice(16)}-01`;
}
