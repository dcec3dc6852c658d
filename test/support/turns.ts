import type { INestApplication } from '@nestjs/common';
import { createServer, request as forward, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How many replicas serve each test. What each of them does for itself, such as count or keep, is done so often. */
export const REPLICAS = Number(process.env['TEST_REPLICAS'] ?? 1);

/** A balancer without any memory: each request goes to the replica after the one that had the request before. */
export class Turns {
  /** What was asked, and the number of the replica that answered. */
  readonly served: { readonly asked: string; readonly replica: number }[] = [];

  private constructor(
    private readonly server: Server,
    private readonly ports: readonly number[],
  ) {}

  /** @param apps that do not listen yet */
  static async before(apps: readonly INestApplication[], port: number): Promise<Turns> {
    const ports: number[] = [];
    for (const app of apps) {
      await app.listen(0, '127.0.0.1');
      ports.push(((app.getHttpServer() as Server).address() as AddressInfo).port);
    }
    // Longer than a client keeps a connection: none is closed under a request that is on its way.
    const server = createServer({ keepAliveTimeout: 65_000 });
    const turns = new Turns(server, ports);
    server.on('request', (request, response) => turns.pass(request, response));
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return turns;
  }

  private pass(request: IncomingMessage, response: ServerResponse): void {
    const replica = this.served.length % this.ports.length;
    this.served.push({ asked: `${request.method} ${request.url?.replace(/\?.*/, '')}`, replica });
    const { method, url: path, rawHeaders: headers } = request;
    const passed = forward({ port: this.ports[replica], method, path, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode as number, answer.statusMessage, answer.rawHeaders);
      // An event stream's head is read before its first event.
      response.flushHeaders();
      answer.on('error', () => response.destroy()).pipe(response);
    });
    // What is answered is not cut off: its connection may have the next request by now.
    passed.on('error', () => response.writableEnded || response.destroy());
    response.once('close', () => passed.destroy());
    request.on('error', () => passed.destroy()).pipe(passed);
    // The rest of a body that was answered before its end is taken as well: the next request comes behind it.
    passed.once('close', () => request.resume());
  }

  /** Cuts off what is left. */
  async end(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }
}
