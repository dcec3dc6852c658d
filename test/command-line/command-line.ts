import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BuiltProgram, type Ended } from '../support/built-program.js';
import type { TestGatehouse } from '../support/gatehouse.js';

export const SECRET = 'root secret: with +%& and ünicode';

/** The program `gatehouse` on a person's machine, with a configuration folder of its own. */
export class CommandLine {
  readonly home = mkdtempSync(join(tmpdir(), 'gatehouse-home-'));
  readonly program = new BuiltProgram(['src', 'command-line', 'bridge-client'], 'command-line/cli.js');

  constructor(private readonly gatehouse: TestGatehouse) {}

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

  login(): Promise<Ended> {
    return this.run(['login', '--url', this.gatehouse.url, '--client-id', 'root-cli'], {}, `${SECRET}\n`);
  }

  remove(): void {
    this.program.remove();
    rmSync(this.home, { recursive: true, force: true });
  }
}
