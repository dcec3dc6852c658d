import { describe, expect, it } from 'vitest';
import { PinoLog } from './pino-log.js';

function written(act: (log: PinoLog) => void): string {
  let text = '';
  act(new PinoLog('trace', { write: (line) => void (text += line) }));
  return text;
}

describe('a log line', () => {
  it('is one JSON object with event, level and time', () => {
    const line = JSON.parse(written((log) => log.info('thing.done', { count: 1 })));
    expect(line).toEqual({ level: 'info', time: expect.stringMatching(/^\d{4}-.*Z$/), event: 'thing.done', count: 1 });
  });

  it.each([
    'access_token',
    'refresh_token',
    'id_token',
    'token',
    'client_secret',
    'client_assertion',
    'secret',
    'password',
    'authorization',
    'cookie',
  ])('never holds what is called %s, at the top or one below', (name) => {
    const text = written((log) => {
      log.info('a', { [name]: 'hunter2' });
      log.warn('b', { headers: { [name]: 'hunter2' } });
      log.error('c', { body: { [name]: 'hunter2' } });
    });
    expect(text).not.toContain('hunter2');
    expect(text.match(/\[redacted\]/g)).toHaveLength(3);
  });

  it('tells of an error its name, message, code and cause, not the row that it failed on', () => {
    const error = Object.assign(new Error('it failed', { cause: new Error('deeper') }), {
      code: '23505',
      parameters: ['hunter2'],
      detail: 'Key (hash)=(hunter2)',
      query: 'INSERT …',
    });
    const line = JSON.parse(written((log) => log.error('request.failed', { err: error })));
    expect(line.err).toMatchObject({
      type: 'Error',
      message: 'it failed',
      code: '23505',
      cause: { message: 'deeper' },
    });
    expect(JSON.stringify(line)).not.toContain('hunter2');
  });

  it('cannot be split or forged by what a caller sends', () => {
    const text = written((log) => log.info('gate.refused', { server: 'x"}\n{"level":"info","event":"forged"}' }));
    expect(text.trimEnd().split('\n')).toHaveLength(1);
  });
});
