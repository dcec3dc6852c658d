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
    let answer = await this.open(new URL(url));
    for (let pages = 0; pages < MOST_PAGES && !(answer instanceof Request); pages++) {
      answer = await this.goOn(answer, decision);
    }
    if (answer instanceof Request) return answer;
    throw new Error(`no answer in ${MOST_PAGES} pages: ${answer.text}`);
  }

  private async goOn(page: Answer, decision: string): Promise<Answer | Request> {
    const location = page.headers.get('location');
    if (page.status === 303 && location !== null) return this.open(new URL(location, this.gatehouse.url));
    if (page.status !== 200) throw new Error(`refused: ${page.status} ${page.text} ${this.gatehouse.errors()}`);
    const { action, fields } = formOf(page.text);
    if (action.startsWith('http')) return new Request(action, { method: 'POST', body: fields });
    const { email } = this.person;
    const typed: [string, string][] = action.endsWith('/sign-in')
      ? [...fields, ['email', email], ['password', PASSWORD]]
      : [...fields, ['decision', decision]];
    return this.browser.post(action, Object.fromEntries(typed));
  }

  private async open(url: URL): Promise<Answer | Request> {
    if (url.origin !== this.gatehouse.url) return new Request(url);
    return this.browser.get(url.pathname + url.search);
  }
}

interface PageForm {
  readonly action: string;
  /** The hidden ones. */
  readonly fields: URLSearchParams;
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
