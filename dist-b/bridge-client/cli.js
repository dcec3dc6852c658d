#!/usr/bin/env node
import { Command, InvalidArgumentError } from 'commander';
import { Failure, printable } from './failure.js';
import { StateFile } from './state-file.js';
import { chosenIssuer, stateFolder } from './state-folder.js';
import { VERSION } from './version.js';
const out = (text) => void process.stdout.write(`${printable(text)}\n`);
const URL_OPTION = ['--url <url>', 'which Gatehouse; needed when this machine knows none or several'];
/**
 * Lets programs on a person's machine use servers behind Gatehouse, for that person. Each command loads what it needs itself, so
 * that none waits for the others.
 */
function commands() {
    const program = new Command('gatehouse-bridge')
        .description('Lets MCP clients on this machine use the servers behind your company’s Gatehouse, for you.')
        .version(VERSION);
    program
        .command('login')
        .description('let this machine act for you: in your browser, or with a code from /account/devices')
        .option(...URL_OPTION)
        .option('--name <device>', 'what the device is called; else as this machine is')
        .option('--code <code>', 'a code; - reads it from standard input, where no history keeps it')
        .option('--device', 'show a code, which you enter in a browser elsewhere: for machines without one')
        .option('--paste', 'ask for a code from /account/devices')
        .option('--no-browser', 'show the URL, and open nothing')
        .action(loginCommand);
    addUse(program);
    return program;
}
/** What one does once one is logged in. */
function addUse(program) {
    program
        .command('token')
        .description('print a good token. It works only with proofs by this device’s key: what you want is most likely `proxy`')
        .option(...URL_OPTION)
        .option('--json', 'print JSON')
        .action(tokenCommand);
    program
        .command('proxy')
        .description('let MCP clients on this machine in, on 127.0.0.1')
        .option(...URL_OPTION)
        .option('--port <n>', 'else the one it had before', portNumber)
        .option('--server <name>', 'only this server')
        .action(async (options) => {
        const { runProxy } = await import('./proxy.js');
        await runProxy(fileFor(options), options);
    });
    program
        .command('doctor')
        .description('what works, what does not, and what to do')
        .option(...URL_OPTION)
        .option('--server <name>', 'also try this server')
        .option('--json', 'print JSON')
        .action(doctorCommand);
    program
        .command('logout')
        .description('end this device, and forget everything about it')
        .option(...URL_OPTION)
        .action(async (options) => {
        const { logout } = await import('./logout.js');
        out(await logout(fileFor(options)));
    });
}
function fileFor({ url }) {
    const folder = stateFolder(process.env);
    return new StateFile(folder, chosenIssuer(folder, url, process.env));
}
async function loginCommand(options) {
    const { login } = await import('./login.js');
    const { person, issuer } = await login(fileFor(options), options);
    const who = person?.email ?? `the person ${person?.id ?? ''}`;
    out(`Logged in at ${issuer}: this machine acts for ${who} now.`);
    out('If that is not you, run: gatehouse-bridge logout');
}
async function tokenCommand(options) {
    const { HeldSession } = await import('./held-session.js');
    const session = new HeldSession(fileFor(options));
    const { token, state } = await session.ready();
    session.close();
    const expires_at = new Date(token.expiresAt).toISOString();
    const all = { token: token.text, token_type: 'DPoP', expires_at, issuer: state.issuer };
    out(options.json ? JSON.stringify(all) : token.text);
}
async function doctorCommand(options) {
    const { examine } = await import('./doctor.js');
    const findings = await examine(fileFor(options), options.server);
    const ok = findings.every((finding) => finding.ok);
    out(options.json ? JSON.stringify({ ok, findings }, null, 2) : findings.map(asText).join('\n'));
    if (!ok)
        process.exitCode = 1;
}
function asText({ check, ok, detail, advice }) {
    const line = `${ok ? 'ok  ' : 'FAIL'}  ${check.padEnd(8)}  ${detail}`;
    return advice === undefined ? line : `${line}\n${' '.repeat(16)}${advice}`;
}
function portNumber(text) {
    const port = Number(text);
    if (/^\d{1,5}$/.test(text) && port > 0 && port < 65_536)
        return port;
    throw new InvalidArgumentError('It must be a number from 1 to 65535.');
}
commands()
    .parseAsync()
    .catch((error) => {
    // What a person can mend needs no stack; everything else is a bug.
    const bug = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const text = error instanceof Failure ? `${error.message}\n${error.advice}` : bug;
    process.stderr.write(`gatehouse-bridge: ${printable(text)}\n`);
    process.exitCode = 1;
});
//# sourceMappingURL=cli.js.map