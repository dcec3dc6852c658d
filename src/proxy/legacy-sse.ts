import { Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import type { Request } from 'express';
import { spenderOf } from '../kernel/caller.js';
import { Log } from '../kernel/log.js';
import { parsedUrl } from '../kernel/parsed-url.js';
import { Problem } from '../kernel/problem.js';
import { Secrets } from '../settings/secrets.js';
import { gatePath } from './gate-path.js';
import { LARGEST_ANSWER } from './answer-look.js';
import { BodyBudget } from './body-budget.js';
import type { Admission } from './gate-request.js';
import { ownerOf } from './handle-owner.js';
import { type McpEvent, readEvent, writeEvent } from './mcp-events.js';
import { UnknownSession } from './mcp-sessions.js';
import type { DecidedCall } from './relay.js';
import { RemadeBody } from './remade-body.js';
import { WholeEvents } from './whole-events.js';

/** Name in the query of the address that the gate gives out. */
const ENDPOINT = 'endpoint';
const LONGEST_URL = 2048;
const HANDLE = /^[A-Za-z0-9_-]{1,4096}$/;

/**
 * Upstreams of the transport of MCP 2024-11-05 (HTTP with SSE): the first event of a stream says where messages go. A
 * client gets the gate's own address instead, and in it that of the upstream, sealed for this subject, client, actor
 * and upstream: it admits nobody, and is good on every instance.
 */
@Injectable()
export class LegacySse {
  constructor(
    private readonly secrets: Secrets,
    private readonly budget: BodyBudget,
    private readonly log: Log,
  ) {}

  /**
   * Where a call goes.
   * @throws Problem 405 for what this transport does not have, upon which clients open the stream (MCP 2025-11-25,
   * Backwards Compatibility); UnknownSession for an address that is not the caller's
   */
  target(admission: Admission, request: Request): string {
    const { method } = request;
    if (method === 'GET') return admission.upstream.url;
    const handle = request.query[ENDPOINT];
    if (method !== 'POST' || handle === undefined) {
      const text = 'This server speaks HTTP with SSE: open its stream, which says where messages go.';
      throw new Problem(405, text, [], { allow: 'GET' });
    }
    const url = typeof handle === 'string' ? this.open(admission, handle) : null;
    if (url !== null) return url;
    throw new UnknownSession('an address that is not the caller’s');
  }

  /** The stream, in which each address is one of the gate. */
  rewritten({ admission }: DecidedCall, body: Readable): Readable {
    const gathering = this.budget.gathering(spenderOf(admission.caller), LARGEST_ANSWER);
    const events = new WholeEvents(gathering, 'lists');
    const written = (bytes: Buffer): Buffer => this.written(admission, bytes);
    return new RemadeBody(body, {
      of: function* (piece) {
        for (const { bytes } of piece === null ? events.rest() : events.in(piece)) {
          yield written(bytes);
          gathering.release();
        }
      },
      instead: (error) => {
        throw error;
      },
      over: () => gathering.release(),
    });
  }

  /** Most are messages, and pass byte for byte. */
  private written(admission: Admission, bytes: Buffer): Buffer {
    const event = bytes.includes('endpoint') ? readEvent(bytes) : undefined;
    if (event === null) throw new Problem(502, 'An event of the server is not UTF-8.');
    if (event === undefined || !isEndpoint(event)) return bytes;
    return writeEvent(event, this.seal(admission, event.data.toString()));
  }

  private seal(admission: Admission, data: string): string {
    const { kind, name } = admission.upstream;
    const url = this.messagesAt(admission, data);
    const handle = this.secrets.handles
      .seal(ownerOf('mcp-endpoint', admission), Buffer.from(url))
      .toString('base64url');
    return `${gatePath(kind, name)}?${ENDPOINT}=${handle}`;
  }

  /**
   * Where the stream of an upstream says that messages go.
   * @throws Problem 502 when that is not at the upstream's own origin
   */
  messagesAt({ upstream: { name, url: base } }: Admission, data: string): string {
    const url = resolved(data, base);
    if (url !== null && url.href.length <= LONGEST_URL && url.origin === new URL(base).origin) return url.href;
    this.log.warn('gate.sse_endpoint_refused', { server: name, origin: url?.origin });
    throw new Problem(502, 'The server wants messages to go elsewhere.');
  }

  private open(admission: Admission, handle: string): string | null {
    if (!HANDLE.test(handle)) return null;
    try {
      const url = this.secrets.handles
        .open(ownerOf('mcp-endpoint', admission), Buffer.from(handle, 'base64url'))
        .toString();
      // The upstream may have moved since.
      return parsedUrl(url)?.origin === new URL(admission.upstream.url).origin ? url : null;
    } catch {
      return null; // not made by us, or not for this caller
    }
  }
}

function resolved(reference: string, base: string): URL | null {
  try {
    return new URL(reference, base);
  } catch {
    return null; // not a URL
  }
}

/** Whether a request comes from a client of this transport: it opens a stream, or has an address from one. */
export function isLegacyRequest(request: Request, hasSession: boolean): boolean {
  return request.query[ENDPOINT] !== undefined || (request.method === 'GET' && !hasSession);
}

/** Whether it is the event that says where messages go. */
export function isEndpoint({ fields }: McpEvent): boolean {
  return /^event: ?endpoint$/.test(fields.findLast((line) => /^event(:|$)/.test(line)) ?? '');
}
