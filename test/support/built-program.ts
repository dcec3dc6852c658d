import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { transformSync } from 'rolldown/utils';

/** How a command ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What transpiled decorators call, by the names that they call it. */
const DECORATORS = `export { __decorate as decorate, __param as decorateParam, __metadata as decorateMetadata } from 'tslib';`;

/** The program as the build makes it, without the type check, in a folder of its own: for tests that need a process. */
export class BuiltProgram {
  private readonly folder = mkdtempSync(join(tmpdir(), 'gatehouse-built-'));

  /** @param folders with what the test needs of it @param entry what is run */
  constructor(
    folders: readonly string[] = ['src'],
    private readonly entry = 'src/cli.js',
  ) {
    writeFileSync(join(this.folder, 'package.json'), '{ "type": "module" }');
    symlinkSync(resolve('node_modules'), join(this.folder, 'node_modules'));
    writeFileSync(join(this.folder, 'decorators.js'), DECORATORS);
    for (const folder of folders) this.transpile(folder);
  }

  private transpile(folder: string): void {
    const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    for (const file of sources.filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.spec.ts'))) {
      const target = join(this.folder, folder, file.replace(/tsx?$/, 'js'));
      mkdirSync(dirname(target), { recursive: true });
      const { code, errors } = transformSync(file, readFileSync(join(folder, file), 'utf8'), {
        decorator: { legacy: true, emitDecoratorMetadata: true },
        jsx: { runtime: 'automatic', importSource: 'preact' },
        target: 'es2023',
        helpers: { mode: 'External' },
      });
      if (errors.length > 0) throw new Error(`${file}: ${errors.map(({ message }) => message).join('; ')}`);
      const helped = code.includes('babelHelpers.')
        ? `import * as babelHelpers from '${pathToFileURL(join(this.folder, 'decorators.js')).href}';\n`
        : '';
      writeFileSync(target, helped + code);
    }
  }

  /** Runs `gatehouse …` in an empty environment but for what is given, where no `.env` lies. */
  run(args: readonly string[], environment: Record<string, string>, input = ''): Promise<Ended> {
    const env = { PATH: process.env['PATH'], ...environment };
    const command = [join(this.folder, this.entry), ...args];
    return new Promise((done) => {
      const child = execFile(process.execPath, command, { cwd: this.folder, env }, (_error, stdout, stderr) => {
        done({ code: child.exitCode ?? -1, stdout, stderr });
      });
      child.stdin?.end(input);
    });
  }

  /** Path of a compiled file, such as `src/main.js`, for a test that starts the process itself. */
  path(file: string): string {
    return join(this.folder, file);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
