import { describe, expect, it } from 'vitest';
import { readRpcMessages, type RpcMessage, RpcShapeError } from './rpc-message.js';
import { JsonNumber, parseStrictJson, stringifyStrictJson } from './strict-json.js';

const read = (body: string) => readRpcMessages(parseStrictJson(new TextEncoder().encode(body)));
const one = (message: unknown): RpcMessage => read(JSON.stringify(message)).messages[0] as RpcMessage;
const call = (method: string, params?: unknown) => ({ jsonrpc: '2.0', id: 1, method, params });

describe('a JSON-RPC message', () => {
  it('with an id is a request', () => {
    expect(one({ jsonrpc: '2.0', id: 'a', method: 'tools/list' })).toMatchObject({
      kind: 'request',
      id: 'a',
      method: 'tools/list',
    });
    expect(one({ jsonrpc: '2.0', id: 0, method: 'ping', params: {} })).toMatchObject({
      kind: 'request',
      id: 0,
      params: {},
    });
    expect(one({ jsonrpc: '2.0', id: '', method: 'ping', params: [1] })).toMatchObject({ id: '', params: [1] });
  });

  it('without an id is a notification, and is decided on all the same', () => {
    const message = one({ jsonrpc: '2.0', method: 'tools/call', params: { name: 'drop' } });
    expect(message).toMatchObject({ kind: 'notification', name: 'drop' });
    expect('id' in message).toBe(false);
  });

  it('with a result or an error is a response', () => {
    expect(one({ jsonrpc: '2.0', id: 3, result: {} })).toMatchObject({ kind: 'response', id: 3 });
    expect(one({ jsonrpc: '2.0', id: 3, result: null })).toMatchObject({ kind: 'response', id: 3 });
    const error = { code: -32601, message: 'no' };
    expect(one({ jsonrpc: '2.0', id: null, error })).toMatchObject({ kind: 'response', id: null });
    expect(one({ jsonrpc: '2.0', error })).toMatchObject({ kind: 'response' });
  });

  it('keeps the number text of an id and the whole message for forwarding', () => {
    const body = '{"jsonrpc":"2.0","id":9007199254740993,"method":"m","params":{"n":1.0},"x":1e400}';
    const message = read(body).messages[0] as RpcMessage;
    expect(message.id).toBeInstanceOf(JsonNumber);
    expect(String(message.id)).toBe('9007199254740993');
    expect(stringifyStrictJson(message.raw)).toBe(body);
  });

  it.each([
    ['tools/call', { name: 'search', arguments: {} }, 'search'],
    ['prompts/get', { name: 'greeting' }, 'greeting'],
    ['resources/read', { uri: 'file:///a' }, 'file:///a'],
    ['resources/subscribe', { uri: 'file:///b' }, 'file:///b'],
    ['resources/unsubscribe', { uri: 'file:///c' }, 'file:///c'],
    ['resources/subscribe', { _meta: {} }, undefined],
    ['resources/unsubscribe', undefined, undefined],
    ['tools/list', { name: 'not a subject' }, undefined],
    ['message/send', { message: { kind: 'message' }, Name: 'not a subject' }, undefined],
    ['SendMessage', undefined, undefined],
    ['TOOLS/CALL', { name: 'another method' }, undefined],
  ])('%s names what it is applied to', (method, params, name) => {
    expect(one(call(method, params)).name).toBe(name);
  });

  it.each([{ uri: 1 }, { URI: 'file:///b' }, { uri: 'file:///b', Uri: 'file:///c' }, { uri: '' }, ['file:///b']])(
    'a subscription to what cannot be told is refused: %j',
    (params) => expect(() => one(call('resources/subscribe', params))).toThrow(RpcShapeError),
  );
});

describe('a batch', () => {
  it('is read in order, whatever it mixes', () => {
    const body = read(
      '[{"jsonrpc":"2.0","id":1,"method":"a"},{"jsonrpc":"2.0","method":"b"},{"jsonrpc":"2.0","id":1,"result":1}]',
    );
    expect(body.batch).toBe(true);
    expect(body.messages.map(({ kind }) => kind)).toEqual(['request', 'notification', 'response']);
    expect(read('[{"jsonrpc":"2.0","id":1,"method":"a"}]').batch).toBe(true);
    expect(read('{"jsonrpc":"2.0","id":1,"method":"a"}').batch).toBe(false);
  });

  it('holds at most 100 messages', () => {
    const batch = (n: number) =>
      JSON.stringify(Array.from({ length: n }, (_, id) => ({ jsonrpc: '2.0', id, method: 'm' })));
    expect(read(batch(100)).messages).toHaveLength(100);
    expect(() => read(batch(101))).toThrow('batch of more than 100 messages');
  });

  it.each([
    ['is empty', '[]'],
    ['holds a batch', '[[{"jsonrpc":"2.0","id":1,"method":"a"}]]'],
    ['holds one wrong message', '[{"jsonrpc":"2.0","id":1,"method":"a"},{"jsonrpc":"2.0","id":2}]'],
    ['holds one id twice', '[{"jsonrpc":"2.0","id":1,"method":"a"},{"jsonrpc":"2.0","id":1,"method":"b"}]'],
    [
      'holds one id twice, written differently',
      '[{"jsonrpc":"2.0","id":1,"method":"a"},{"jsonrpc":"2.0","id":1.0,"method":"b"}]',
    ],
  ])('is refused when it %s', (_what, body) => expect(() => read(body)).toThrow(RpcShapeError));

  it('may hold 1 and "1"', () => {
    expect(
      read('[{"jsonrpc":"2.0","id":1,"method":"a"},{"jsonrpc":"2.0","id":"1","method":"b"}]').messages,
    ).toHaveLength(2);
  });
});

describe('what is not JSON-RPC 2.0 is refused', () => {
  const error = '{"code":1,"message":""}';
  it.each([
    ['null', 'null'],
    ['a string', '"tools/call"'],
    ['a number', '1.0'],
    ['no version', '{"id":1,"method":"m"}'],
    ['version 1.0', '{"jsonrpc":"1.0","id":1,"method":"m"}'],
    ['the version as a number', '{"jsonrpc":2.0,"id":1,"method":"m"}'],
    ['nothing but a version', '{"jsonrpc":"2.0"}'],
    ['an id alone', '{"jsonrpc":"2.0","id":1}'],
    ['a method that is no string', '{"jsonrpc":"2.0","id":1,"method":["tools/call"]}'],
    ['a method that is null', '{"jsonrpc":"2.0","id":1,"method":null,"result":1}'],
    ['an empty method', '{"jsonrpc":"2.0","id":1,"method":""}'],
    ['a null id', '{"jsonrpc":"2.0","id":null,"method":"m"}'],
    ['an object as id', '{"jsonrpc":"2.0","id":{},"method":"m"}'],
    ['a boolean as id', '{"jsonrpc":"2.0","id":true,"method":"m"}'],
    ['params that are a string', '{"jsonrpc":"2.0","id":1,"method":"m","params":"x"}'],
    ['params that are null', '{"jsonrpc":"2.0","id":1,"method":"m","params":null}'],
    ['params that are a kept number', '{"jsonrpc":"2.0","id":1,"method":"m","params":1.0}'],
    ['a call that is also an answer', '{"jsonrpc":"2.0","id":1,"method":"m","result":{}}'],
    ['a call that is also an error', `{"jsonrpc":"2.0","id":1,"method":"m","error":${error}}`],
    ['both result and error', `{"jsonrpc":"2.0","id":1,"result":1,"error":${error}}`],
    ['an answer with params', '{"jsonrpc":"2.0","id":1,"result":1,"params":{"name":"x"}}'],
    ['a result without id', '{"jsonrpc":"2.0","result":1}'],
    ['a result with a null id', '{"jsonrpc":"2.0","id":null,"result":1}'],
    ['an error with an object as id', `{"jsonrpc":"2.0","id":{},"error":${error}}`],
    ['an error that is null', '{"jsonrpc":"2.0","id":1,"error":null}'],
    ['an error without message', '{"jsonrpc":"2.0","id":1,"error":{"code":1}}'],
    ['an error whose code is a string', '{"jsonrpc":"2.0","id":1,"error":{"code":"1","message":""}}'],
    ['tools/call without params', '{"jsonrpc":"2.0","id":1,"method":"tools/call"}'],
    ['tools/call with params by position', '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":["search"]}'],
    ['tools/call without name', '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{}}'],
    ['tools/call whose name is a list', '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":["search"]}}'],
    [
      'tools/call whose name is in __proto__',
      '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"__proto__":{"name":"x"}}}',
    ],
    ['prompts/get without name', '{"jsonrpc":"2.0","id":1,"method":"prompts/get","params":{}}'],
    ['resources/read without uri', '{"jsonrpc":"2.0","id":1,"method":"resources/read","params":{"name":"x"}}'],
    ['a second method in capitals', '{"jsonrpc":"2.0","id":1,"method":"tools/list","Method":"tools/call"}'],
    ['a second params with a long s', '{"jsonrpc":"2.0","id":1,"method":"m","params":{},"param\u017f":{}}'],
    ['a second name in capitals', '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","NAME":"b"}}'],
    [
      'second arguments',
      '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","arguments":{},"Arguments":{}}}',
    ],
  ])('%s', (_what, body) => {
    let refusal: unknown;
    try {
      read(body);
    } catch (thrown) {
      refusal = thrown;
    }
    expect(refusal).toBeInstanceOf(RpcShapeError);
    expect((refusal as RpcShapeError).code).toBe(-32600);
    expect((refusal as RpcShapeError).message).toMatch(/^[\x20-\x7e]+$/);
  });

  it('a member that an object built elsewhere only inherits', () => {
    const lent = Object.create({ method: 'tools/list' }) as Record<string, never>;
    Object.assign(lent, { jsonrpc: '2.0', id: 1 });
    expect(() => readRpcMessages(lent)).toThrow(RpcShapeError);
  });
});
