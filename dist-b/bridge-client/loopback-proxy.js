import { createServer } from 'node:http';
import { keyedHash } from '../src/kernel/one-time-secret.js';
import { Failure } from './failure.js';
import { admissionOf } from './proxy-admission.rules.js';
import { refuse } from './rpc-refusal.js';
/** The only address: nobody else's machine may reach it. */
export const LOOPBACK = '127.0.0.1';
/** What a proxy answers to a nonce: only who has the secret can, and nobody learns it by asking. */
export function probeAnswer(secret, nonce) {
    return keyedHash(Buffer.from(secret), `gatehouse-bridge probe ${nonce}`).toString('base64url');
}
/** Listens on loopback for MCP clients of this machine, which know nothing of Gatehouse. */
export class LoopbackProxy {
    relay;
    door;
    server;
    port = 0;
    constructor(relay, door) {
        this.relay = relay;
        this.door = door;
        this.server = createServer((request, response) => this.receive(request, response));
        // Streams are open for hours; only the head of a request must come soon.
        this.server.requestTimeout = 0;
    }
    /** @param port 0 for any @returns the port @throws Failure when it is taken */
    async listen(port) {
        try {
            await new Promise((resolve, reject) => {
                this.server.once('error', reject).listen(port, LOOPBACK, resolve);
            });
        }
        catch (error) {
            const { code } = error;
            const reason = code === 'EADDRINUSE' ? 'another program has it' : (code ?? 'it is not to be had');
            const advice = 'End that program, or choose another port, and tell your MCP clients: --port N';
            throw new Failure(`Port ${port} cannot be used: ${reason}.`, advice, { cause: error });
        }
        const address = this.server.address();
        this.port = typeof address === 'object' && address !== null ? address.port : port;
        return this.port;
    }
    /** Ends every stream, too. */
    async close() {
        await new Promise((resolve) => {
            this.server.close(() => resolve());
            this.server.closeAllConnections();
        });
    }
    receive(request, response) {
        const { host, origin, authorization } = request.headers;
        const admission = admissionOf({ url: request.url ?? '', host, origin, authorization }, { ...this.door, port: this.port });
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
        this.relay.forward(admission.path, request, response).catch((error) => {
            process.stderr.write(`gatehouse-bridge: ${String(error)}\n`);
            response.destroy();
        });
    }
}
//# sourceMappingURL=loopback-proxy.js.map