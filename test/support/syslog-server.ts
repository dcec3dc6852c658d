import { createServer, type Server, type Socket, type AddressInfo } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

/** A message of RFC 5424 in its parts. */
export interface SyslogMessage {
  readonly priority: number;
  readonly at: string;
  readonly host: string;
  readonly app: string;
  readonly name: string;
  readonly text: string;
}

/** A real syslog server that counts octets (RFC 6587 §3.4.1), over TCP or TLS on 127.0.0.1. */
export class SyslogServer {
  readonly messages: SyslogMessage[] = [];
  connections = 0;
  /** What it does with those that come; null takes what they say. */
  meets: ((socket: Socket) => void) | null = null;

  private constructor(
    private readonly server: Server,
    private readonly scheme: string,
  ) {}

  /** @param tls certificate and key; without, it speaks plainly */
  static async start(tls?: { cert: string; key: string }): Promise<SyslogServer> {
    const heard = (socket: Socket): void => self.hear(socket);
    const server = tls ? createTlsServer(tls, heard) : createServer(heard);
    const self = new SyslogServer(server, tls ? 'tls' : 'tcp');
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return self;
  }

  get url(): string {
    return `${this.scheme}://localhost:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    await new Promise((done) => this.server.close(done));
  }

  private hear(socket: Socket): void {
    this.connections += 1;
    socket.on('error', () => undefined);
    if (this.meets !== null) return this.meets(socket);
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('end', () => {
      this.messages.push(...read(Buffer.concat(chunks)));
      socket.end();
    });
  }
}

function read(bytes: Buffer): SyslogMessage[] {
  const messages: SyslogMessage[] = [];
  for (let rest = bytes; rest.length > 0;) {
    const space = rest.indexOf(' ');
    const length = Number(rest.subarray(0, space).toString());
    if (!Number.isInteger(length) || length < 1 || rest.length < space + 1 + length) throw new Error('no octet count');
    messages.push(parsed(rest.subarray(space + 1, space + 1 + length).toString()));
    rest = rest.subarray(space + 1 + length);
  }
  return messages;
}

function parsed(message: string): SyslogMessage {
  const match = /^<(\d{1,3})>1 (\S+) (\S{1,255}) (\S{1,48}) - (\S{1,32}) - (.*)$/s.exec(message);
  if (match === null) throw new Error(`not RFC 5424: ${message.slice(0, 100)}`);
  const [, priority, at = '', host = '', app = '', name = '', text = ''] = match;
  return { priority: Number(priority), at, host, app, name, text };
}
