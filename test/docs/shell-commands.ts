import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';

/** The commands are for people at a shell; where there is none, nobody can try them. */
export const shell = (() => {
  try {
    return execFileSync('bash', ['-c', 'command -v curl']).length > 0;
  } catch {
    return false;
  }
})();

/** Where a Gatehouse of these pages listens. */
export const LOCAL = 'http://localhost:8080';

/** The commands of a section of a page, each with the comment that stands before it. */
export function commandsOf(page: string, section: string): string[] {
  return blockOf(page, section, 'sh')
    .split('\n\n')
    .map((command) => command.trim());
}

/** The first block of a section that is in this language. */
export function blockOf(page: string, section: string, language: string): string {
  return blocksOf(page, section, language)[0] ?? '';
}

/** All blocks of a section that are in this language. */
export function blocksOf(page: string, section: string, language: string): string[] {
  const [, rest = ''] = readFileSync(page, 'utf8').split(`\n## ${section}\n`);
  const [text = ''] = rest.split(/^## /m);
  return [...text.matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, 'g'))].map(([, block = '']) => block);
}

/**
 * Commands as somebody would type them.
 * @param names the command that gives names to what the others say
 * @param values of variables; whoever adds one has it in the next command
 * @returns what a command writes
 */
export function written(names: string, values: Record<string, string>) {
  return (command: string): Promise<string> => bash(`${names}\n${command}`, values);
}

/** The same, of commands that write JSON. */
export function typed(names: string, values: Record<string, string>) {
  const run = written(names, values);
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever was answered
  return async (command: string): Promise<any> => JSON.parse(await run(command));
}

/** Runs a script that ends at its first failure. @returns what it wrote */
export async function bash(script: string, values: Record<string, string>, cwd?: string): Promise<string> {
  const env = { PATH: process.env['PATH'], ...values };
  const { stdout } = await promisify(execFile)('bash', ['-euc', script], { env, cwd });
  return stdout;
}
