import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { CompiledProgram } from '../src/compiled-program.js';

/** Files that start a program, each with the one that it is made of. */
const PROGRAMS = { 'main.js': 'program', 'cli.js': 'operator-program' };

/** Brings files of its own for each platform, which Node must find in their package. */
const NATIVE = ['bcrypt', '@node-rs/argon2'];

/** Asks for TypeORM anew when it runs, which would be read a second time, to find what it has no more. */
const TWICE = '/@nestjs/typeorm/dist/common/typeorm-compat.js';

/**
 * Puts the service and the operator's commands, with the packages they use, in the place of the built `src/main.js` and
 * `src/cli.js`: reading some large files takes half the time of finding and reading 2,500 small ones. Beside each lies
 * what V8 made of it (`src/compiled-program.ts`), all that is compiled until the modules are there.
 * @param built absolute path of the folder that the compiler wrote
 */
async function bundle(built: string): Promise<void> {
  const source = join(built, 'src');
  const folder = join(source, 'bundle');
  const files = await written(source, folder);
  const program = new CompiledProgram();
  for (const file of files) program.load(join(folder, file));
  program.keep();
  for (const [file, name] of Object.entries(PROGRAMS)) writeFileSync(join(source, file), started(name));
}

/** Both in one go: what they share is there once. @returns names of the files, programs first */
async function written(source: string, folder: string): Promise<string[]> {
  const names = Object.values(PROGRAMS);
  const modules = await rolldown({
    input: Object.fromEntries(names.map((name) => [name, join(source, `${name}.js`)])),
    platform: 'node',
    external: NATIVE,
    treeshake: false,
    // Packages may ask for others that are not installed, such as the drivers of other databases.
    onLog: (level, log, next) => {
      if (log.code !== 'UNRESOLVED_IMPORT') next(level, log);
    },
    plugins: [
      {
        name: 'one TypeORM',
        load: (id) =>
          id.endsWith(TWICE)
            ? 'export const Connection = undefined; export const AbstractRepository = undefined;'
            : null,
      },
      {
        name: 'one byte for each character, in a function',
        // One character beyond Latin 1 doubles the memory of a file's text, which stays there for as long as the process.
        generateBundle: (_options, files) => {
          for (const file of Object.values(files)) if (file.type === 'chunk') file.code = wrapped(escaped(file.code));
        },
      },
    ],
  });
  const { output } = await modules.write({
    dir: folder,
    format: 'cjs',
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name].cjs',
    cleanDir: true,
    // Entities, tokens and log lines go by the names of classes.
    keepNames: true,
    comments: false,
    // Only the blanks go: names and lines of a stack trace stay readable.
    minify: { compress: false, mangle: false, codegen: true },
  });
  const chunks = output.filter((file) => file.type === 'chunk');
  return chunks.sort((one, other) => Number(other.isEntry) - Number(one.isEntry)).map(({ fileName }) => fileName);
}

/** What means the same in strings, patterns and names. */
function escaped(code: string): string {
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** As Node would do it when it reads the file: then the text would be there twice. */
function wrapped(code: string): string {
  return `(function (exports, require, module, __filename, __dirname) { ${code}\n})`;
}

/** @returns the text of a file that starts it */
function started(name: string): string {
  return `#!/usr/bin/env node
import { join } from 'node:path';
import { CompiledProgram } from './compiled-program.js';
new CompiledProgram().load(join(import.meta.dirname, 'bundle/${name}.cjs')).run();
`;
}

await bundle(join(import.meta.dirname, '..'));
