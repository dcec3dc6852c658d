import type { Answer, TestGatehouse } from '../support/gatehouse.js';
import { PASSWORD, type TestPerson } from '../support/people.js';
import { TestBrowser } from '../support/test-browser.js';

/** More pages than any request has. */
const MOST_PAGES = 6;

/** A person at a browser of their own, whom clients send to Gatehouse. */
export class PersonAtBrowser {
  private readonly browser: TestBrowser;

  constructor(
    private readonly gatehouse: TestGatehouse,
    readonly person: TestPerson,
  ) {
    this.browser = new TestBrowser(gatehouse.url);
  }

  /**
   * Opens a URL that a client made and answers each page, until the browser leaves Gatehouse.
   * @param decision what the button of the consent page says
   * @returns what the browser sends to the client: a GET of its redirect URI, or a POST with the answer as a form
   */
  async follow(url: URL | string, decision: 'allow' | 'deny' = 'allow'): Promise<Request> {
    let at = new URL(url);
    for (let pages = 0; pages < MOST_PAGES; pages++) {
      if (at.origin !== this.gatehouse.url) return new Request(at);
      const answer = await this.browser.get(at.pathname + at.search);
      if (isRedirect(answer)) at = this.next(answer, at);
      else {
        const form = formOf(answer.text);
        if (form.action.startsWith('http')) return new Request(form.action, { method: 'POST', body: form.fields });
        at = this.next(await this.send(form, decision), at);
      }
    }
    throw new Error(`still at ${at.href}`);
  }

  private send({ action, fields }: PageForm, decision: string): Promise<Answer> {
    const { email } = this.person;
    const typed = action.endsWith('/sign-in') ? { email, password: PASSWORD } : { decision };
    return this.browser.post(action, { ...Object.fromEntries(fields), ...typed });
  }

  private next(answer: Answer, from: URL): URL {
    const location = answer.headers.get('location');
    if (!isRedirect(answer) || location === null) {
      throw new Error(`no way on from ${from.href}: ${answer.status} ${answer.text} ${this.gatehouse.errors()}`);
    }
    return new URL(location, this.gatehouse.url);
  }
}

interface PageForm {
  readonly action: string;
  /** The hidden ones. */
  readonly fields: URLSearchParams;
}

function isRedirect({ status }: Answer): boolean {
  return status === 303;
}

/** The first form of a page, read as a browser reads it. */
function formOf(html: string): PageForm {
  const form = /<form method="post" action="([^"]*)"[^>]*>(.*?)<\/form>/s.exec(html);
  if (form === null) throw new Error(`no form: ${html}`);
  const inputs = [...(form[2] ?? '').matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"\/?>/g)];
  const fields = new URLSearchParams(inputs.map(([, name = '', value = '']) => [unescaped(name), unescaped(value)]));
  return { action: unescaped(form[1] ?? ''), fields };
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

function unescaped(text: string): string {
  return text.replace(/&(amp|lt|gt|quot);/g, (_all, name: string) => ENTITIES[name] ?? '');
}
