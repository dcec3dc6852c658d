var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Injectable } from '@nestjs/common';
import { connect as connectTcp, isIP } from 'node:net';
import { connect as connectTls, createSecureContext, rootCertificates } from 'node:tls';
import { Settings } from '../settings/settings.js';
import { DocumentAddressRule } from './address-rule.js';
import { NotAdmitted } from './bounded-exchange.js';
import { checkedLookup } from './checked-lookup.js';
import { FetchRefused } from './fetch-refused.js';
import { HostNames } from './host-names.js';
/** Milliseconds for all of it. */
const LONGEST = 10_000;
/**
 * Sends bytes to a host that an administrator named, and waits until it has taken them: over TLS to addresses that
 * documents may come from, without TLS only to those that OUTBOUND_NETWORKS lists and the public internet does not have.
 */
let GuardedStream = class GuardedStream {
    names;
    rule;
    publicAlone = new DocumentAddressRule([]);
    trusted;
    constructor(settings, names) {
        this.names = names;
        this.rule = new DocumentAddressRule(settings.OUTBOUND_NETWORKS);
        const authorities = settings.OUTBOUND_CA_FILE;
        if (authorities !== undefined)
            this.trusted = createSecureContext({ ca: [...rootCertificates, authorities] });
    }
    /**
     * On a connection of its own, which we end first: that the other side ends it then in order says that it has read all of
     * it. Nothing else would, where a protocol has no answers.
     * @throws FetchRefused
     */
    async send(place, bytes) {
        const { host, port, tls } = place;
        const refuses = (address) => this.refuses(address, tls);
        const fault = isIP(host) === 0 ? null : refuses(host);
        const address = `${tls ? 'tls' : 'tcp'}://${host}:${port}`;
        if (fault !== null)
            throw new FetchRefused(address, fault);
        const lookup = checkedLookup(refuses, (reason) => new NotAdmitted(reason), this.names.resolve);
        try {
            await taken(this.open(place, lookup), bytes);
        }
        catch (error) {
            const { code } = error;
            const reason = error instanceof NotAdmitted || code === undefined ? error.message : code;
            throw new FetchRefused(address, reason);
        }
    }
    open({ host, port, tls }, lookup) {
        const plain = connectTcp({ host, port, lookup, allowHalfOpen: true });
        if (!tls)
            return plain;
        const servername = isIP(host) === 0 ? { servername: host } : {};
        const trusted = this.trusted === undefined ? {} : { secureContext: this.trusted };
        // The host is what a certificate without a server name is compared with.
        const secure = connectTls({ socket: plain, host, minVersion: 'TLSv1.2', ...servername, ...trusted });
        plain.on('error', (error) => secure.destroy(error));
        return secure;
    }
    refuses(address, tls) {
        const fault = this.rule.refuses(address);
        if (fault !== null || tls)
            return fault;
        return this.publicAlone.refuses(address) === null
            ? `${address} is of the public internet, and it is not TLS`
            : null;
    }
};
GuardedStream = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Settings,
        HostNames])
], GuardedStream);
export { GuardedStream };
function taken(socket, bytes) {
    return new Promise((resolve, reject) => {
        const timer = setTimeout(() => socket.destroy(new Error(`it took longer than ${LONGEST / 1000} s`)), LONGEST);
        let written = false;
        let ended = false;
        socket.on('error', reject);
        socket.on('finish', () => (written = true));
        socket.on('end', () => (ended = true));
        socket.on('close', () => {
            clearTimeout(timer);
            if (written && ended)
                resolve();
            else
                reject(new Error('the connection ended before everything was taken'));
        });
        // What it says is not for us; unread it would never end.
        socket.resume();
        socket.end(bytes);
        socket.on('end', () => {
            if (!written)
                socket.destroy();
        });
    });
}
//# sourceMappingURL=guarded-stream.js.map