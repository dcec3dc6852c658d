import { Injectable } from '@nestjs/common';
import type { CustomFetch } from 'openid-client';
import { GuardedFetch } from '../../outbound/guarded-fetch.js';

/** How the OpenID library speaks to providers: by the one guarded way out (architecture rule 4). */
@Injectable()
export class UpstreamFetch {
  constructor(private readonly guarded: GuardedFetch) {}

  /** @throws FetchRefused */
  readonly fetch: CustomFetch = async (url, { method, headers, body }) => {
    if (method !== 'GET' && method !== 'POST') throw new Error(`no provider is asked by ${method}`);
    const form = body instanceof URLSearchParams ? { body: body.toString() } : {};
    const {
      status,
      headers: answered,
      body: bytes,
    } = await this.guarded.send(url, {
      method,
      headers: { ...headers, accept: 'application/json' },
      ...form,
    });
    const lines = Object.entries(answered).flatMap(([name, value]) =>
      [value ?? []].flat().map((one): [string, string] => [name, one]),
    );
    // A status that has no body may not be given one.
    return new Response([204, 205, 304].includes(status) ? null : Uint8Array.from(bytes), { status, headers: lines });
  };
}
