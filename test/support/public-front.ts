import {
  createServer,
  type IncomingMessage,
  request as httpRequest,
  type Server,
  type ServerResponse,
} from 'node:http';
import { pipeline } from 'node:stream/promises';
import { freePort } from './gatehouse.js';

type Answering = (request: IncomingMessage, response: ServerResponse, url: URL) => void | Promise<void>;

/** What stands before Gatehouse, under its public name: passes everything on, but for paths that a test answers itself. */
export class PublicFront {
  readonly url: string;
  private server: Server | undefined;
  private readonly own = new Map<string, Answering>();

  private constructor(private readonly port: number) {
    this.url = `http://localhost:${port}`;
  }

  static async reserve(): Promise<PublicFront> {
    return new PublicFront(await freePort());
  }

  answer(path: string, answering: Answering): void {
    this.own.set(path, answering);
  }

  /** Passes a path on again. */
  forget(path: string): void {
    this.own.delete(path);
  }

  /** @param target where Gatehouse really listens */
  async open(target: string): Promise<void> {
    const server = createServer((request, response) => {
      const url = new URL(request.url ?? '', this.url);
      const own = this.own.get(url.pathname);
      if (own !== undefined) return void Promise.resolve(own(request, response, url));
      const { method, headers } = request;
      const onward = httpRequest(target + (request.url ?? ''), { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        // What is cut off there is cut off here.
        pipeline(answer, response).catch(() => response.destroy());
      });
      onward.on('error', () => response.destroy());
      request.pipe(onward);
    });
    this.server = server;
    await new Promise<void>((resolve) => server.listen(this.port, 'localhost', resolve));
  }

  async close(): Promise<void> {
    await new Promise((resolve) => this.server?.close(resolve).closeAllConnections());
  }
}
