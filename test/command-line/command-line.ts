import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BuiltProgram, type Ended } from '../support/built-program.js';
import type { TestGatehouse } from '../support/gatehouse.js';

export const SECRET = 'root secret: with +%& and ünicode';

/** The program `gatehouse` on a person's machine, with a configuration folder of its own. */
export class CommandLine {
  readonly home = mkdtempSync(join(tmpdir(), 'gatehouse-home-'));

  private constructor(
    readonly program: BuiltProgram,
    private readonly gatehouse: TestGatehouse,
  ) {}

  static async of(gatehouse: TestGatehouse): Promise<CommandLine> {
    return new CommandLine(await BuiltProgram.make('command-line/cli.js'), gatehouse);
  }

  run(args: readonly string[], environment: Record<string, string> = {}, input = ''): Promise<Ended> {
    return this.program.run(args, { XDG_CONFIG_HOME: this.home, ...environment }, input);
  }

  /** One that must go well. @returns what it printed as JSON */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read whatever came
  async json(...args: string[]): Promise<any> {
    const { code, stdout, stderr } = await this.run([...args, '--json']);
    if (code !== 0) throw new Error(`exit code ${code}: ${stderr}`);
    return JSON.parse(stdout) as unknown;
  }

  /** One that tells something before it ends. @returns what a text on standard error says, and its end */
  async begun(args: readonly string[], told: RegExp): Promise<{ found: string; ended: Promise<Ended> }> {
    const env = { PATH: process.env['PATH'], XDG_CONFIG_HOME: this.home };
    const child = spawn(process.execPath, [this.program.path('command-line/cli.js'), ...args], { env });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    const ended = new Promise<Ended>((resolve) => {
      child.on('close', (code) => resolve({ code: code ?? -1, stdout, stderr }));
    });
    const found = await new Promise<string>((resolve, reject) => {
      child.stderr.on('data', (chunk: Buffer) => {
        stderr += chunk.toString();
        const [, text] = told.exec(stderr) ?? [];
        if (text !== undefined) resolve(text);
      });
      void ended.then((end) => reject(new Error(`ended with ${end.code}: ${end.stderr}`)));
    });
    return { found, ended };
  }

  login(): Promise<Ended> {
    return this.run(['login', '--url', this.gatehouse.url, '--client-id', 'root-cli'], {}, `${SECRET}\n`);
  }

  remove(): void {
    this.program.remove();
    rmSync(this.home, { recursive: true, force: true });
  }
}
