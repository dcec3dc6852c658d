import { expect } from 'vitest';
import type { Answer } from './gatehouse.js';

/** What a person's browser does with our pages: it keeps cookies and sends forms. */
export class TestBrowser {
  /** @param url of the Gatehouse */
  constructor(
    private readonly url: string,
    private readonly cookies = new Map<string, string>(),
  ) {}

  /** The same browser, at another instance of the same Gatehouse. */
  at(url: string): TestBrowser {
    return new TestBrowser(url, this.cookies);
  }

  /** Somebody who knows its cookies as they are now. */
  copy(): TestBrowser {
    return new TestBrowser(this.url, new Map(this.cookies));
  }

  /** The header that it sends, to take it to another instance. */
  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  get(path: string): Promise<Answer> {
    return this.request('GET', path);
  }

  /** Sends fields as a form. To send the form of a page, begin with its {@link hiddenFields}. */
  post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> {
    return this.request('POST', path, {
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams(fields).toString(),
    });
  }

  async request(
    method: string,
    path: string,
    init: { headers?: Record<string, string>; body?: string } = {},
  ): Promise<Answer> {
    const { cookie } = this;
    const headers = { ...init.headers, ...(cookie === '' ? {} : { cookie }) };
    const response = await fetch(this.url + path, { method, redirect: 'manual', ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.cookies.set(name, value);
    }
    return { status: response.status, headers: response.headers, text: await response.text(), body: undefined };
  }
}

/** The hidden fields of a page's form. */
export function hiddenFields({ text }: Answer): Record<string, string> {
  const inputs = text.match(/<input[^>]*type="hidden"[^>]*>/g) ?? [];
  const attribute = (input: string, name: string): string => new RegExp(` ${name}="([^"]*)"`).exec(input)?.[1] ?? '';
  return Object.fromEntries(inputs.map((input) => [attribute(input, 'name'), attribute(input, 'value')]));
}

/** Checks that a person gets a page with this status, which holds these texts. */
export function expectPage(answer: Answer, status: number, ...texts: string[]): void {
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status });
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  for (const text of texts) expect(answer.text).toContain(text);
}
