import type { Exchange } from './narrator.js';

/** The `fetch` that both MCP client lines take. */
export type Fetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

/** A fetch that reports every exchange; URLs at `home` are reported by their path. */
export function watchedFetch(home: string, report: (exchange: Exchange) => void): Fetch {
  return async (input, init) => {
    const url = new URL(input);
    const response = await fetch(url, init);
    report({
      method: init?.method ?? 'GET',
      target: url.origin === home ? url.pathname : url.href,
      status: response.status,
      about: [subject(init), await oauthError(url, response)].filter(Boolean).join(' → '),
      challenge: response.status === 401 ? response.headers.get('www-authenticate') : null,
    });
    return response;
  };
}

/** What a request is about: the grant it asks for, the JSON-RPC method it calls. Never a value that proves anything. */
function subject(init: RequestInit | undefined): string {
  if (init?.body instanceof URLSearchParams) return `grant_type=${init.body.get('grant_type')}`;
  if (typeof init?.body === 'string') return rpcMethod(init.body);
  return new Headers(init?.headers).get('accept') === 'text/event-stream' ? 'event stream' : '';
}

function rpcMethod(body: string): string {
  const message = JSON.parse(body) as { method?: string; params?: { name?: string } };
  return [message.method, message.method === 'tools/call' ? message.params?.name : undefined].filter(Boolean).join(' ');
}

/** The error code of a refused token request. The body is cloned: the client reads its own copy. */
async function oauthError(url: URL, response: Response): Promise<string> {
  if (response.ok || !url.pathname.endsWith('/oauth/token')) return '';
  const body = (await response
    .clone()
    .json()
    .catch(() => ({}))) as { error?: string };
  return body.error ?? '';
}
