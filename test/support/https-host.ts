import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, RequestListener } from 'node:http';
import { createServer, type Server } from 'node:https';
import { type AddressInfo, isIP } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testAuthority } from './certificates.js';

const SERVER = '1.3.6.1.5.5.7.3.1';

/** A real host that speaks https on 127.0.0.1, with a certificate of its own authority, and says what a test lets it say. */
export class HttpsHost {
  /** Every request that came, in order. */
  readonly requests: IncomingMessage[] = [];
  private readonly routes = new Map<string, RequestListener>();

  private constructor(
    private readonly server: Server,
    private readonly folder: string,
    /** Of the certificate's authority, as PEM. */
    readonly caFile: string,
    /** Its own, as PEM. */
    readonly certificate: { readonly cert: string; readonly key: string },
  ) {}

  /** @param names what the certificate is for, beside localhost, 127.0.0.1 and ::1 */
  static async start({ names = [] as readonly string[] } = {}): Promise<HttpsHost> {
    const folder = mkdtempSync(join(tmpdir(), 'gatehouse-https-'));
    const caFile = join(folder, 'ca.pem');
    const authority = await testAuthority({ subject: 'CN=Authority of the tests' });
    const { cert, key } = await authority.issue({
      subject: 'CN=Host of the tests',
      purposes: [SERVER],
      names: ['localhost', '127.0.0.1', '::1', ...names].map((value) => ({
        type: isIP(value) === 0 ? 'dns' : 'ip',
        value,
      })),
    });
    writeFileSync(caFile, authority.cert);
    const server = createServer({ cert, key });
    const host = new HttpsHost(server, folder, caFile, { cert, key });
    server.on('request', (request, response) => {
      host.requests.push(request);
      const handler = host.routes.get((request.url ?? '').replace(/\?.*$/, ''));
      if (handler) return handler(request, response);
      response.writeHead(404).end();
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return host;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** `https://localhost:PORT`, or by another of its names. */
  get url(): string {
    return this.named('localhost');
  }

  named(name: string): string {
    return `https://${name}:${this.port}`;
  }

  /** Settings with which a TestGatehouse fetches documents from it. */
  get settings(): Record<string, string> {
    return { OUTBOUND_NETWORKS: '127.0.0.0/8,::1/128', OUTBOUND_CA_FILE: this.caFile };
  }

  /** What it says at a path; a value is said as JSON. @returns the URL */
  route(path: string, says: RequestListener | object): string {
    const handler: RequestListener =
      typeof says === 'function'
        ? (says as RequestListener)
        : (_request, response) =>
            response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(says));
    this.routes.set(path, handler);
    return this.url + path;
  }

  /** How many requests came to a path, or to any. */
  hits(path?: string): number {
    return this.requests.filter(({ url }) => path === undefined || url?.replace(/\?.*$/, '') === path).length;
  }

  /** No more connections are taken, as if the machine were off. */
  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
    rmSync(this.folder, { recursive: true, force: true });
  }
}
