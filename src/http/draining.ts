import { Injectable } from '@nestjs/common';
import type { Server, ServerResponse, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { Server as TlsServer } from 'node:tls';

/** Whether the process has been told to stop, and the wait for what is still running. */
@Injectable()
export class Draining {
  private stopping = false;
  /** Open connections, and how many requests are running on each. */
  private readonly running = new Map<Socket, number>();
  /** Connections in their TLS handshake, by the two ends; what comes of one is another socket. */
  private readonly handshaking = new Map<string, Socket>();

  get begun(): boolean {
    return this.stopping;
  }

  /** Counts what runs on each connection: Node does not call one idle that never sent a byte. */
  watch(server: Server): void {
    const isTls = server instanceof TlsServer;
    if (isTls) server.on('connection', (socket: Socket) => this.watchHandshake(socket));
    server.on(isTls ? 'secureConnection' : 'connection', (socket: Socket) => {
      if (isTls) this.handshaking.delete(ends(socket));
      this.running.set(socket, 0);
      // Comes once: by `once` it would cost each open connection another 150 bytes.
      socket.on('close', () => this.running.delete(socket));
    });
    server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
      this.running.set(socket, (this.running.get(socket) ?? 0) + 1);
      response.on('close', () => this.ended(socket));
    });
  }

  /** From now on `/health/ready` says no. */
  begin(): void {
    this.stopping = true;
  }

  /** Takes no new connections, lets running requests end, and cuts off what is left after the time. */
  async finish(server: Server, seconds: number): Promise<void> {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of this.handshaking.values()) socket.destroy();
    for (const [socket, requests] of this.running) if (requests === 0) socket.destroy();
    const cut = setTimeout(() => server.closeAllConnections(), seconds * 1000);
    await closed;
    clearTimeout(cut);
  }

  private watchHandshake(socket: Socket): void {
    const key = ends(socket);
    this.handshaking.set(key, socket);
    socket.once('close', () => this.handshaking.get(key) === socket && this.handshaking.delete(key));
  }

  private ended(socket: Socket): void {
    const left = (this.running.get(socket) ?? 1) - 1;
    if (this.running.has(socket)) this.running.set(socket, left);
    // The answer has been written whole: nothing more will be served on this connection.
    if (this.stopping && left === 0) socket.end();
  }
}

function ends({ localPort, remoteAddress, remotePort }: Socket): string {
  return `${localPort} ${remotePort} ${remoteAddress}`;
}
