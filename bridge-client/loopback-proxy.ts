import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { keyedHash } from '../src/kernel/one-time-secret.js';
import { Failure } from './failure.js';
import { admissionOf, type Door } from './proxy-admission.rules.js';
import type { Relay } from './relay.js';
import { refuse } from './rpc-refusal.js';

/** The only address: nobody else's machine may reach it. */
export const LOOPBACK = '127.0.0.1';

/** What a proxy answers to a nonce: only who has the secret can, and nobody learns it by asking. */
export function probeAnswer(secret: string, nonce: string): string {
  return keyedHash(Buffer.from(secret), `gatehouse-bridge probe ${nonce}`).toString('base64url');
}

/** Listens on loopback for MCP clients of this machine, which know nothing of Gatehouse. */
export class LoopbackProxy {
  private readonly server: Server;
  private port = 0;

  constructor(
    private readonly relay: Relay,
    private readonly door: Omit<Door, 'port'>,
  ) {
    this.server = createServer((request, response) => this.receive(request, response));
    // Streams are open for hours; only the head of a request must come soon.
    this.server.requestTimeout = 0;
  }

  /** @param port 0 for any @returns the port @throws Failure when it is taken */
  async listen(port: number): Promise<number> {
    try {
      await new Promise<void>((resolve, reject) => {
        this.server.once('error', reject).listen(port, LOOPBACK, resolve);
      });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const reason = code === 'EADDRINUSE' ? 'another program has it' : (code ?? 'it is not to be had');
      const advice = 'End that program, or choose another port, and tell your MCP clients: --port N';
      throw new Failure(`Port ${port} cannot be used: ${reason}.`, advice, { cause: error });
    }
    const address = this.server.address();
    this.port = typeof address === 'object' && address !== null ? address.port : port;
    return this.port;
  }

  /** Ends every stream, too. */
  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private receive(request: IncomingMessage, response: ServerResponse): void {
    const { host, origin, authorization } = request.headers;
    const admission = admissionOf(
      { url: request.url ?? '', host, origin, authorization },
      { ...this.door, port: this.port },
    );
    if (admission.kind === 'refuse') {
      // What is left of it is not read: it belongs to somebody who has no business here.
      response.setHeader('connection', 'close');
      return refuse(response, admission.status, admission.reason);
    }
    if (admission.kind === 'probe') {
      response.setHeader('content-type', 'application/json');
      const proof = probeAnswer(this.door.secret, admission.nonce);
      return void response.end(JSON.stringify({ program: 'gatehouse-bridge', proof }));
    }
    this.relay.forward(admission.path, request, response).catch((error: unknown) => {
      process.stderr.write(`gatehouse-bridge: ${String(error)}\n`);
      response.destroy();
    });
  }
}
