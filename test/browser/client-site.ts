import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a browser brought to the client's redirect URI. */
export interface Arrival {
  readonly method: string;
  readonly answer: URLSearchParams;
}

/** A client's own web server, on a loopback port that nobody registered. */
export class ClientSite {
  readonly arrivals: Arrival[] = [];

  private constructor(
    private readonly server: Server,
    /** Of the server, without a slash at the end. */
    readonly url: string,
  ) {}

  static async start(): Promise<ClientSite> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const site = new ClientSite(server, `http://127.0.0.1:${port}`);
    server.on('request', (request: IncomingMessage, response) => {
      void site.page(request).then(({ headers = {}, body }) => {
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(body);
      });
    });
    return site;
  }

  get callback(): string {
    return `${this.url}/callback`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async page(request: IncomingMessage): Promise<{ headers?: Record<string, string>; body: string }> {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url);
    if (pathname === '/callback') {
      const form = new URLSearchParams(await text(request));
      this.arrivals.push({ method: request.method ?? '', answer: request.method === 'POST' ? form : searchParams });
      return { body: page('<h1>Back at the client</h1>') };
    }
    if (pathname === '/framing') {
      const address = (searchParams.get('of') ?? '').replaceAll('&', '&amp;').replaceAll('"', '&quot;');
      return { body: page(`<iframe src="${address}"></iframe>`) };
    }
    if (pathname === '/spoilt') {
      const headers = { 'content-security-policy': "default-src 'none'; img-src data:" };
      return { headers, body: page('<p style="color: red">Red</p>') };
    }
    return { body: page('<h1>The client</h1>') };
  }
}

/** The icon is here, so that no browser asks for one. */
function page(body: string): string {
  return `<!doctype html><html lang="en"><head><title>Client</title><link rel="icon" href="data:,"></head><body>${body}</body></html>`;
}

async function text(request: IncomingMessage): Promise<string> {
  let all = '';
  for await (const part of request) all += String(part);
  return all;
}
