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

/** The commands of a section of a page, each with the comment that stands before it. */
export function commandsOf(page: string, section: string): string[] {
  return blockOf(page, section, 'sh')
    .split('\n\n')
    .map((command) => command.trim());
}

/** The first block of a section that is in this language. */
export function blockOf(page: string, section: string, language: string): string {
  const [, text = ''] = readFileSync(page, 'utf8').split(`\n## ${section}\n`);
  return new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(text)?.[1] ?? '';
}

/**
 * Commands as somebody would type them.
 * @param names the command that gives names to what the others say
 * @param values of variables; whoever adds one has it in the next command
 * @returns what a command writes
 */
export function written(names: string, values: Record<string, string>) {
  return async (command: string): Promise<string> => {
    const env = { PATH: process.env['PATH'], ...values };
    const { stdout } = await promisify(execFile)('bash', ['-euc', `${names}\n${command}`], { env });
    return stdout;
  };
}

/** The same, of commands that write JSON. */
export function typed(names: string, values: Record<string, string>) {
  const run = written(names, values);
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever was answered
  return async (command: string): Promise<any> => JSON.parse(await run(command));
}
