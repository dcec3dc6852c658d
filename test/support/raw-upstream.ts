import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

/** An upstream that speaks as the test says, byte by byte: what no HTTP server would ever send. */
export class RawUpstream {
  /** Requests as they came, in order. */
  readonly received: string[] = [];
  /** How many connections were made. */
  dialled = 0;
  /** Called once for each request, when its headers and the body of its length have come. */
  answer: (socket: Socket, request: string) => void = (socket) => socket.write(message('{}'));
  onConnection: (socket: Socket) => void = () => undefined;
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;

  private constructor() {
    this.server = createServer((socket) => {
      this.dialled++;
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket)).on('error', () => undefined);
      this.onConnection(socket);
      let text = '';
      socket.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
        if (!isWhole(text)) return;
        this.received.push(text);
        const request = text;
        text = '';
        this.answer(socket, request);
      });
    });
  }

  static async start(port = 0): Promise<RawUpstream> {
    const upstream = new RawUpstream();
    await new Promise<void>((resolve) => upstream.server.listen(port, '127.0.0.1', resolve));
    return upstream;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/mcp`;
  }

  /** Connections that are open now. */
  get open(): number {
    return this.sockets.size;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** A whole answer. */
export function message(body: string, headers = 'content-type: application/json\r\n'): string {
  return `HTTP/1.1 200 OK\r\n${headers}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

function isWhole(text: string): boolean {
  const end = text.indexOf('\r\n\r\n');
  const length = Number(/^content-length: (\d+)$/im.exec(text)?.[1] ?? 0);
  return end >= 0 && Buffer.byteLength(text.slice(end + 4)) >= length;
}
