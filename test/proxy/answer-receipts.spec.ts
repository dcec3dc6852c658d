import type { Response } from 'express';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AnswerReceipts } from '../../src/proxy/answer-receipts.js';
import type { Admission, CallSpan } from '../../src/proxy/gate-request.js';
import { TestGatehouse } from '../support/gatehouse.js';

let gatehouse: TestGatehouse;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
});
afterAll(() => gatehouse.stop());

it('what is written when its reader is gone already harms nobody: once it ended the process', async () => {
  const receipts = gatehouse.app.get(AnswerReceipts, { strict: false });
  const caller = { claims: { sub: 'ada', client_id: 'agent', sid: '' }, lineage: { txn: 'one', ancestors: [] } };
  const admission = { caller, upstream: { name: 'tools' }, resource: 'https://tools.example/' } as unknown as Admission;
  const decided = { receipts: ['receipt'] };
  const span: CallSpan = { gone: new AbortController(), answered: true, listens: false, decided };
  const thrown = new Promise<unknown>((resolve) => {
    const server = createServer((_request, response) => {
      receipts.follow(admission, span, response as Response);
      response.write('half of an answer');
      response.once('close', () => {
        try {
          response.write('and the other half');
          response.end('of it');
          resolve(null);
        } catch (error) {
          resolve(error);
        } finally {
          server.close();
        }
      });
    }).listen(0, '127.0.0.1', () => {
      const reader = request({ port: (server.address() as AddressInfo).port });
      reader
        .on('response', () => reader.destroy())
        .on('error', () => undefined)
        .end();
    });
  });
  expect(await thrown).toBeNull();
});
