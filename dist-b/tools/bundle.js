import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { rolldown } from 'rolldown';
import { CompiledProgram } from '../src/compiled-program.js';
const FOLDER = 'dist/src/bundle';
/** Brings files of its own for each platform, which Node must find in their package. */
const NATIVE = ['bcrypt', '@node-rs/argon2'];
/** Asks for TypeORM anew when it runs, which would be read a second time, to find what it has no more. */
const TWICE = '/@nestjs/typeorm/dist/common/typeorm-compat.js';
/**
 * Puts the service, with the packages it uses, in the place of the built `dist/src/main.js`: reading some large files
 * takes half the time of finding and reading 2,500 small ones. Beside each lies what V8 made of it
 * (`src/compiled-program.ts`), all that is compiled until the modules are there.
 */
const bundle = await rolldown({
    input: 'dist/src/program.js',
    platform: 'node',
    external: NATIVE,
    treeshake: false,
    // Packages may ask for others that are not installed, such as the drivers of other databases.
    onLog: (level, log, next) => {
        if (log.code !== 'UNRESOLVED_IMPORT')
            next(level, log);
    },
    plugins: [
        {
            name: 'one TypeORM',
            load: (id) => id.endsWith(TWICE) ? 'export const Connection = undefined; export const AbstractRepository = undefined;' : null,
        },
        {
            name: 'one byte for each character',
            // One character beyond Latin 1 doubles the memory of a file's text, which stays there for as long as the process.
            generateBundle: (_options, files) => {
                for (const file of Object.values(files))
                    if (file.type === 'chunk')
                        file.code = escaped(file.code);
            },
        },
    ],
});
await bundle.write({
    dir: FOLDER,
    format: 'cjs',
    entryFileNames: 'program.cjs',
    chunkFileNames: '[name].cjs',
    cleanDir: true,
    // Entities, tokens and log lines go by the names of classes.
    keepNames: true,
    comments: false,
    // Only the blanks go: names and lines of a stack trace stay readable.
    minify: { compress: false, mangle: false, codegen: true },
});
const program = new CompiledProgram();
for (const part of ['program.cjs', 'serve.cjs'])
    program.load(resolve(FOLDER, part));
program.keep();
writeFileSync(join(FOLDER, '../main.js'), `#!/usr/bin/env node
import { join } from 'node:path';
import { CompiledProgram } from './compiled-program.js';
new CompiledProgram().load(join(import.meta.dirname, 'bundle/program.cjs')).run();
`);
/** What means the same in strings, patterns and names. */
function escaped(code) {
    return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
//# sourceMappingURL=bundle.js.map