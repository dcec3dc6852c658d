import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CommandLine, SECRET } from '../command-line/command-line.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { bash, blocksOf, LOCAL, shell } from './shell-commands.js';

const PAGE = 'docs/command-line.md';

let gatehouse: TestGatehouse;
let cli: CommandLine;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  cli = await CommandLine.of(gatehouse);
});
afterAll(async () => {
  cli.remove();
  await gatehouse.stop();
});

/** The commands of a section, in their order, as somebody would type them in one folder. @returns what each wrote */
async function typed(section: string, block = 0): Promise<string[]> {
  const commands = blocksOf(PAGE, section, 'sh')[block]!.split('\n\n');
  const told: string[] = [];
  for (const command of commands) told.push(await run(command.replaceAll(LOCAL, gatehouse.url)));
  return told;
}

/** `npx gatehouse` is the built program. */
function run(command: string): Promise<string> {
  const npx = `npx() { shift; "$NODE" "$CLI" "$@"; }`;
  const env = { NODE: process.execPath, CLI: cli.program.path('command-line/cli.js'), XDG_CONFIG_HOME: cli.home };
  return bash(`${npx}\n${command.replace('admin-cli', `root-cli <<< "$SECRET"`)}`, { ...env, SECRET }, cli.home);
}

it.skipIf(!shell)(
  'the commands of the page do what it says, in its order',
  async () => {
    const [, whoami] = await typed('Log in');
    expect(whoami).toContain('root-cli');
    const [allowed] = await typed('Log in', 1);
    expect(allowed).toMatch(/device_authorization_administration +true/);

    const [created, shown, list, tried] = await typed('Administer');
    expect([created, shown]).toEqual([expect.stringContaining('grace@example.com'), expect.stringContaining('Grace')]);
    expect(list).toContain('"grace@example.com"');
    expect(tried).toContain('user.deleted');
    expect(await run('npx gatehouse users show grace@example.com')).toContain('Grace');

    const section = 'Configuration in a file';
    writeFileSync(join(cli.home, 'config.json'), blocksOf(PAGE, section, 'json')[0]!);
    const [plan, applied, again, why] = await typed(section);
    expect(plan).toMatch(/wiki/);
    expect(applied).toMatch(/Report writer/);
    expect(JSON.parse(readFileSync(join(cli.home, 'secrets.json'), 'utf8'))).toMatchObject([
      { client_secret: expect.any(String) as string },
    ]);
    expect(again).toMatch(/nothing/i);
    expect(why).toContain('deny');
    expect(readFileSync(join(cli.home, 'everything.yaml'), 'utf8')).toContain('client_name: Report writer');
    const everything = JSON.parse(readFileSync(join(cli.home, 'everything.json'), 'utf8')) as { clients: object[] };
    expect(everything.clients).toContainEqual(expect.objectContaining({ client_name: 'Report writer' }));
  },
  120_000,
);
