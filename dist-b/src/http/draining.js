var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Injectable } from '@nestjs/common';
import { Server as TlsServer } from 'node:tls';
/** Whether the process has been told to stop, and the wait for what is still running. */
let Draining = class Draining {
    stopping = false;
    /** Open connections, and how many requests are running on each. */
    running = new Map();
    /** Connections in their TLS handshake, by the two ends; what comes of one is another socket. */
    handshaking = new Map();
    get begun() {
        return this.stopping;
    }
    /** Counts what runs on each connection: Node does not call one idle that never sent a byte. */
    watch(server) {
        const isTls = server instanceof TlsServer;
        if (isTls)
            server.on('connection', (socket) => this.watchHandshake(socket));
        server.on(isTls ? 'secureConnection' : 'connection', (socket) => {
            if (isTls)
                this.handshaking.delete(ends(socket));
            this.running.set(socket, 0);
            // Comes once: by `once` it would cost each open connection another 150 bytes.
            socket.on('close', () => this.running.delete(socket));
        });
        server.on('request', ({ socket }, response) => {
            this.running.set(socket, (this.running.get(socket) ?? 0) + 1);
            response.on('close', () => this.ended(socket));
        });
    }
    /** From now on `/health/ready` says no. */
    begin() {
        this.stopping = true;
    }
    /** Takes no new connections, lets running requests end, and cuts off what is left after the time. */
    async finish(server, seconds) {
        const closed = new Promise((resolve) => server.close(() => resolve()));
        for (const socket of this.handshaking.values())
            socket.destroy();
        for (const [socket, requests] of this.running)
            if (requests === 0)
                socket.destroy();
        const cut = setTimeout(() => server.closeAllConnections(), seconds * 1000);
        await closed;
        clearTimeout(cut);
    }
    watchHandshake(socket) {
        const key = ends(socket);
        this.handshaking.set(key, socket);
        socket.once('close', () => this.handshaking.get(key) === socket && this.handshaking.delete(key));
    }
    ended(socket) {
        const left = (this.running.get(socket) ?? 1) - 1;
        if (this.running.has(socket))
            this.running.set(socket, left);
        // The answer has been written whole: nothing more will be served on this connection.
        if (this.stopping && left === 0)
            socket.end();
    }
};
Draining = __decorate([
    Injectable()
], Draining);
export { Draining };
function ends({ localPort, remoteAddress, remotePort }) {
    return `${localPort} ${remotePort} ${remoteAddress}`;
}
//# sourceMappingURL=draining.js.map