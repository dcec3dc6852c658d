import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TestGatehouse } from '../support/gatehouse.js';
import { commandsOf, LOCAL, shell, written } from './shell-commands.js';

const PAGE = 'docs/walks.md';

let gatehouse: TestGatehouse;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
});
afterAll(() => gatehouse.stop());

it.skipIf(!shell)(
  'the commands of a change refuse what was not seen, repeat nothing, and count before they end',
  async () => {
    const [names = '', seen = '', twice = '', once = '', bulk = '', tried = '', ...more] = commandsOf(
      PAGE,
      'An administrator changes something',
    );
    expect(more).toEqual([]);
    const agent = await gatehouse.agent();
    const person = agent.owner.id as string;
    await gatehouse.accessToken(agent.id, agent.secret);
    const values = { TOKEN: await gatehouse.admin(), PERSON: person };
    const run = written(names.replace(LOCAL, gatehouse.url), values);
    /** Answers that follow each other on one line. */
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever was answered
    const answers = async (commands: string): Promise<any[]> =>
      JSON.parse(`[${(await run(commands)).replaceAll('}{', '},{')}]`);

    expect(await answers(`${seen}\n${twice}`)).toMatchObject([{ name: 'Ada King' }, { status: 412 }]);
    const [first, second] = await answers(once);
    expect(first.client_secret).toEqual(expect.any(String));
    expect(second).toEqual(first);
    const [would, done] = await answers(bulk);
    expect(would).toMatchObject({ dry_run: true, would: [{ kind: 'sessions.revoked', detail: { matched: 1 } }] });
    expect(done).toEqual({ matched: 1, closed: 1 });
    expect(await answers(tried)).toMatchObject([{ dry_run: true }]);
    expect((await gatehouse.adminCall('GET', `/users/${person}`)).status).toBe(200);
  },
);

it('the files that walks name are there', () => {
  const text = readFileSync(PAGE, 'utf8');
  const named = [...text.matchAll(/`((?:[\w.-]+\/)+[\w.-]+\.tsx?)`/g)].map(([, file = '']) => file);
  expect(named.length).toBeGreaterThan(50);
  // A walk names a folder once, and goes on from there.
  const there = ['src', 'command-line', 'bridge-client'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => `/${folder}/${file}`),
  );
  expect(named.filter((file) => !there.some((path) => path.endsWith(`/${file}`)))).toEqual([]);
});
