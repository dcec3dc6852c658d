import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { transformSync } from 'rolldown/utils';

/** What transpiled decorators call, by the names that they call it. */
const DECORATORS = `export { __decorate as decorate, __param as decorateParam, __metadata as decorateMetadata } from 'tslib';`;

/** Compiles folders of sources as the build does, without the type check. @param target an empty folder */
export function transpile(folders: readonly string[], target: string): void {
  writeFileSync(join(target, 'package.json'), '{ "type": "module" }');
  symlinkSync(resolve('node_modules'), join(target, 'node_modules'));
  writeFileSync(join(target, 'decorators.js'), DECORATORS);
  for (const folder of folders) {
    const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    for (const file of sources.filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.spec.ts'))) {
      transpileFile(join(folder, file), target);
    }
  }
}

function transpileFile(source: string, target: string): void {
  const file = join(target, source.replace(/tsx?$/, 'js'));
  mkdirSync(dirname(file), { recursive: true });
  const { code, errors } = transformSync(source, readFileSync(source, 'utf8'), {
    decorator: { legacy: true, emitDecoratorMetadata: true },
    jsx: { runtime: 'automatic', importSource: 'preact' },
    target: 'es2023',
    helpers: { mode: 'External' },
  });
  if (errors.length > 0) throw new Error(`${source}: ${errors.map(({ message }) => message).join('; ')}`);
  const decorators = relative(dirname(file), join(target, 'decorators.js'));
  const helped = code.includes('babelHelpers.') ? `import * as babelHelpers from './${decorators}';\n` : '';
  writeFileSync(file, helped + code);
}
