import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';

/** How a command ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

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
    const { config } = ts.readConfigFile('tsconfig.json', (path) => readFileSync(path, 'utf8')) as {
      config: { compilerOptions: object };
    };
    const { options } = ts.convertCompilerOptionsFromJson({ ...config.compilerOptions, module: 'esnext' }, '.');
    for (const folder of folders) this.transpile(folder, options);
  }

  private transpile(folder: string, options: ts.CompilerOptions): void {
    const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    for (const file of sources.filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.spec.ts'))) {
      const target = join(this.folder, folder, file.replace(/tsx?$/, 'js'));
      mkdirSync(dirname(target), { recursive: true });
      const source = readFileSync(join(folder, file), 'utf8');
      writeFileSync(
        target,
        ts.transpileModule(source, { fileName: file, compilerOptions: { ...options, sourceMap: false } }).outputText,
      );
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
