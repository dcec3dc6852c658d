import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { Script } from 'node:vm';

type Exports = Record<string, unknown>;
type Module = { exports: Exports };
type Body = (
  exports: Exports,
  require: (name: string) => unknown,
  module: Module,
  file: string,
  folder: string,
) => void;

/** SHA-256, as bytes before what V8 compiled. */
const DIGEST = 32;

/**
 * The files of a bundle, each the function that CommonJS would make of it, with what V8 made of it beside it: compiling 9 MB of text is a third of a start.
 * What was compiled of another text, or by another V8, is not used: then the text is compiled, as without it.
 */
export class CompiledProgram {
  private readonly modules = new Map<string, Module>();
  private readonly scripts = new Map<string, { script: Script; text: string }>();
  /** Files whose text had to be compiled. */
  readonly compiledAnew: string[] = [];

  /** @param file absolute path @returns what it exports */
  load(file: string): Exports {
    const known = this.modules.get(file);
    if (known !== undefined) return known.exports;
    const module: Module = { exports: {} };
    this.modules.set(file, module);
    const folder = dirname(file);
    const installed = createRequire(file);
    const require = (name: string): unknown =>
      name.startsWith('.') ? this.load(resolve(folder, name)) : installed(name);
    const body = this.compiled(file).runInThisContext() as Body;
    body(module.exports, require, module, file, folder);
    return module.exports;
  }

  /** Keeps what V8 has compiled by now of each file that was loaded. V8's options must be those of later starts. */
  keep(): void {
    for (const [file, { script, text }] of this.scripts) {
      const compiled = script.createCachedData();
      writeFileSync(keptBeside(file), Buffer.concat([digestOf(text, compiled), compiled]));
    }
  }

  private compiled(file: string): Script {
    // The build writes ASCII alone.
    const text = readFileSync(file, 'latin1');
    const cachedData = this.keptOf(file, text);
    const script = new Script(text, { filename: file, ...(cachedData && { cachedData }) });
    if (script.cachedDataRejected !== false) this.compiledAnew.push(file);
    this.scripts.set(file, { script, text });
    return script;
  }

  /** V8 itself compares the lengths of texts only, and believes what it is given. */
  private keptOf(file: string, text: string): Buffer | undefined {
    const kept = keptBeside(file);
    if (!existsSync(kept)) return undefined;
    const bytes = readFileSync(kept);
    const compiled = bytes.subarray(DIGEST);
    return bytes.subarray(0, DIGEST).equals(digestOf(text, compiled)) ? compiled : undefined;
  }
}

function digestOf(text: string, compiled: Buffer): Buffer {
  return createHash('sha256').update(text, 'latin1').update(compiled).digest();
}

function keptBeside(file: string): string {
  return `${file}.v8`;
}
