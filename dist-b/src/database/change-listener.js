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
import pg from 'pg';
import { DataSource } from 'typeorm';
import { Log } from '../kernel/log.js';
import { CHANNEL } from './outbox.js';
/** Milliseconds until a lost connection is opened again, and between two proofs that it still stands. */
const AGAIN = 1_000;
const PROOF = 10_000;
/**
 * A connection of its own that hears when the outbox has something new. What it hears is a hint: it is lost behind a
 * PgBouncer that pools transactions, and while there is no connection. Whoever reads looks without one, too.
 */
let ChangeListener = class ChangeListener {
    log;
    url;
    hear = new Set();
    client;
    timer;
    stopped = false;
    /** Whether the log knows that nothing is heard. */
    told = false;
    constructor(source, log) {
        this.log = log;
        this.url = source.options.url;
    }
    /** @param hear told whether it is the first hint of a connection: nobody knows what was said before */
    onHint(hear) {
        this.hear.add(hear);
    }
    onApplicationBootstrap() {
        void this.open();
    }
    async onApplicationShutdown() {
        this.stopped = true;
        clearTimeout(this.timer);
        await this.client?.end().catch((err) => this.log.warn('changes.unheard', { err }));
    }
    async open() {
        const client = new pg.Client({
            connectionString: this.url,
            application_name: 'gatehouse-changes',
            connectionTimeoutMillis: 5_000,
            query_timeout: 5_000,
            keepAlive: true,
        });
        this.client = client;
        client.on('notification', () => this.hint(false));
        client.on('error', (err) => this.lost(client, err));
        client.on('end', () => this.lost(client, new Error('the connection has ended')));
        try {
            await client.connect();
            await this.listen(client);
            this.told = false;
            this.hint(true);
        }
        catch (err) {
            this.lost(client, err);
        }
    }
    /** Said again and again, it changes nothing, and shows that the connection still stands. */
    async listen(client) {
        await client.query(`LISTEN ${CHANNEL}`);
        if (this.client !== client || this.stopped)
            return;
        this.timer = setTimeout(() => {
            this.listen(client).catch((err) => this.lost(client, err));
        }, PROOF).unref();
    }
    lost(client, err) {
        if (this.client !== client || this.stopped)
            return;
        this.client = undefined;
        clearTimeout(this.timer);
        if (!this.told)
            this.log.warn('changes.unheard', { err });
        this.told = true;
        // It is gone already, or will be when the network says so.
        client.end().catch(() => undefined);
        this.timer = setTimeout(() => void this.open(), AGAIN).unref();
    }
    hint(first) {
        for (const hear of this.hear)
            hear(first);
    }
};
ChangeListener = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource,
        Log])
], ChangeListener);
export { ChangeListener };
//# sourceMappingURL=change-listener.js.map