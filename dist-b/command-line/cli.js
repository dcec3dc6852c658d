#!/usr/bin/env node
import { Command } from 'commander';
import { ApiLine } from './api-line.js';
import { addApply } from './apply/apply-commands.js';
import { addCompletion, urlOption } from './completion.js';
import { addMachineHelp, wayOf } from './machine-commands.js';
import { addOperations } from './operation-commands.js';
import { OPERATIONS } from './operations.generated.js';
import { toldFailure } from './refusal.js';
import { addSession, lineTo } from './session-commands.js';
import { say } from './shown.js';
/**
 * Gatehouse from a shell: a client of the interface, made of its document. What is about the machine of the server is
 * done by the server's own modules, which are loaded for nothing else.
 */
function commands() {
    const program = new Command('gatehouse')
        .description('Administers Gatehouse. Exit code 0: done, 1: refused, 2: wrong use.')
        .addOption(urlOption())
        .enablePositionalOptions()
        .exitOverride();
    const lineAt = (url) => lineTo(url ?? program.opts().url, (token) => new ApiLine(token));
    addSession(program, lineAt);
    addApply(program, lineAt);
    addOperations(program, OPERATIONS, lineAt);
    addCompletion(program);
    addMachineHelp(program);
    return program;
}
async function run() {
    const { machine, either } = wayOf(process.argv.slice(2), process.env);
    if (!machine) {
        if (either)
            say('gatehouse: at a server, as whoever is logged in.');
        await commands().parseAsync();
        return;
    }
    if (either)
        say('gatehouse: on this machine, with its settings: nobody is logged in.');
    await import('../src/cli.js');
}
run().catch((error) => {
    process.exitCode = toldFailure(error);
});
//# sourceMappingURL=cli.js.map