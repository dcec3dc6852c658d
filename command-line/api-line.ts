import { jsonOf, refusalIn, sent } from './http-answer.js';
import type { HeldToken } from './held-token.js';

/** One call of the interface. */
export interface Call {
  readonly verb: string;
  /** Below the URL, with its arguments in place. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A page of a list. */
export interface Page {
  readonly items: readonly Thing[];
  readonly next?: string | null;
}

/** Anything that the interface shows. */
export type Thing = Readonly<Record<string, unknown>>;

/** Calls one Gatehouse as whoever is logged in. */
export class ApiLine {
  constructor(readonly token: HeldToken) {}

  /** @throws Refusal for every answer but those of success */
  async call(call: Call): Promise<Response> {
    const first = await this.token.text();
    let response = await this.send(call, first);
    // A session can be closed at any time: whoever can get another token is not troubled by it.
    if (response.status === 401) {
      await response.body?.cancel();
      response = await this.send(call, await this.token.text(first));
    }
    if (response.status < 200 || response.status > 299) throw await refusalIn(response);
    return response;
  }

  async json(call: Call): Promise<unknown> {
    return jsonOf(await this.call(call));
  }

  /** Every thing of a list, page by page. @param onPage hears how many there are so far */
  async all(call: Call, onPage: (count: number) => void = () => undefined): Promise<Thing[]> {
    const items: Thing[] = [];
    let after: string | null | undefined;
    do {
      const query = { limit: '200', ...call.query, ...(after ? { after } : {}) };
      const page = (await this.json({ ...call, query })) as Page;
      items.push(...page.items);
      onPage(items.length);
      after = page.next;
    } while (after);
    return items;
  }

  private send({ verb, path, query = {}, body, headers = {} }: Call, token: string): Promise<Response> {
    const search = new URLSearchParams(query).toString();
    return sent(`${this.token.url}${path}${search === '' ? '' : `?${search}`}`, {
      method: verb.toUpperCase(),
      headers: {
        accept: 'application/json, application/problem+json, */*;q=0.1',
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }
}
