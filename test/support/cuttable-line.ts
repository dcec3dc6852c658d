import { Transform } from 'node:stream';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

const READY = Buffer.from('Z\0\0\0\u0005I');
/** What PostgreSQL says before it ends a connection (SQLSTATE 57P01), as it writes it. */
const ENDED = Buffer.from('E\0\0\0\u0026SFATAL\0VFATAL\0C57P01\0Mby command\0\0');

/** A TCP line to a server that a test can cut and mend: the network fails, nothing of ours is replaced. */
export class CuttableLine {
  private readonly sockets = new Set<Socket>();
  private intact = true;
  private ending = 0;

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {
    server.on('connection', (near: Socket) => this.join(near));
  }

  static async to(target: string): Promise<CuttableLine> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new CuttableLine(server, new URL(target));
  }

  /** The given URL, by way of this line. */
  via(url: string): string {
    const changed = new URL(url);
    changed.port = String((this.server.address() as AddressInfo).port);
    return changed.href;
  }

  /** The next connections are ended by the server in the breath in which they are ready. */
  endWhenReady(connections: number): void {
    this.ending = connections;
  }

  cut(): void {
    this.intact = false;
    for (const socket of this.sockets) socket.destroy();
  }

  mend(): void {
    this.intact = true;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private join(near: Socket): void {
    if (!this.intact) return void near.destroy();
    const far = connect(Number(this.target.port), this.target.hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.sockets.add(socket);
      (socket === far ? socket.pipe(this.ends()) : socket).pipe(other);
      socket
        .on('error', () => other.destroy())
        .on('close', () => {
          this.sockets.delete(socket);
          other.destroy();
        });
    }
  }

  private ends(): Transform {
    return new Transform({
      transform: (chunk: Buffer, _, done) => {
        const ended = this.ending > 0 && chunk.subarray(-READY.length).equals(READY);
        if (ended) this.ending -= 1;
        done(null, ended ? Buffer.concat([chunk, ENDED]) : chunk);
      },
    });
  }
}
