import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { BuiltProgram } from '../support/built-program.js';
import { freePort } from '../support/gatehouse.js';

/** The commands are for people at a shell; where there is none, nobody can try them. */
const shell = (() => {
  try {
    return execFileSync('bash', ['-c', 'command -v curl']).length > 0;
  } catch {
    return false;
  }
})();

it.skipIf(!shell)(
  'the four commands that the start prints do what they say, as they are printed',
  async () => {
    const program = await BuiltProgram.make();
    const parent = mkdtempSync(join(tmpdir(), 'gatehouse-welcome-'));
    const port = await freePort();
    const child = spawn(process.execPath, [program.path('src/main.js')], {
      env: { PATH: process.env['PATH'], PORT: String(port), DATA_DIR: join(parent, 'data'), CLIENT_SECRET_COST: '4' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    try {
      let said = '';
      while (!said.includes('/api/v1/mcp/example\n')) said += String((await once(child.stderr, 'data'))[0]);
      const commands = said.slice(said.indexOf('Try:') + 4);
      const answers = execFileSync('bash', [
        '-euc',
        commands.replaceAll(/^ {2}# \d.*$/gm, 'echo; echo "--"'),
      ]).toString();
      const [, token, users, upstream, challenge] = answers.split('\n--\n');
      expect(token?.trim()).toBe('');
      expect(JSON.parse(users ?? '')).toMatchObject({
        items: [{ email: 'admin@localhost', roles: ['owner', 'admin'] }],
        next: null,
      });
      expect(JSON.parse(upstream ?? '')).toMatchObject({
        name: 'example',
        resource: `http://localhost:${port}/api/v1/mcp/example`,
      });
      expect(challenge).toMatch(/^HTTP\/1\.1 401 [^]*www-authenticate: Bearer realm="example", resource_metadata="/i);
    } finally {
      child.kill('SIGTERM');
      await once(child, 'exit');
      rmSync(parent, { recursive: true, force: true });
      program.remove();
    }
  },
  60_000,
);
