import { canonicalize } from 'json-canonicalize';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { linesOf } from './evidence-bytes.js';
import { verifyEvidence } from './verification.js';
const EXIT_CODES = { whole: 0, broken: 1, unreadable: 2 };
/** `gatehouse audit`: needs no server and no database. */
export function auditCommands(program) {
    program
        .command('audit')
        .description('evidence')
        .command('verify')
        .argument('<file>', 'an export of evidence, or the proof of one receipt; - for standard input')
        .requiredOption('--jwks <file>', 'public keys, as /.well-known/evidence-jwks.json gives them')
        .option('--receipt <id>', 'print the proof that this receipt is in it')
        .option('--json', 'print JSON')
        .description('verify an export of evidence: exit 0 whole, 1 broken, 2 unreadable or asked wrongly')
        // Commander's own 1 would read as broken.
        .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : EXIT_CODES.unreadable))
        .action(async (file, options) => {
        const verdict = await verify(file, options);
        process.stdout.write(options.json ? `${JSON.stringify(verdict)}\n` : told(verdict));
        process.exitCode = EXIT_CODES[verdict.state];
    });
}
async function verify(file, { jwks, receipt }) {
    try {
        const keys = await keysOf(jwks);
        const input = file === '-' ? process.stdin : createReadStream(file);
        return await verifyEvidence(linesOf(input), keys, receipt);
    }
    catch (error) {
        return { state: 'unreadable', problem: error.message };
    }
}
async function keysOf(file) {
    try {
        return JSON.parse(await readFile(file, 'utf8'));
    }
    catch (error) {
        throw new Error(`the keys of ${file}: ${error.message}`, { cause: error });
    }
}
function told({ state, problem, line, proven, verified, proof }) {
    const where = line === undefined || line === 0 ? '' : `line ${line}: `;
    if (state !== 'whole')
        return `${state === 'broken' ? 'BROKEN' : 'Unreadable'}: ${where}${problem}\n`;
    if (proven !== undefined) {
        return `Proven: receipt ${proven.receipt} is in checkpoint ${proven.checkpoint} of ${proven.issuer}.\n`;
    }
    const { receipts, checkpoints = [], until, issuer, begins } = verified ?? {};
    const range = `checkpoints ${checkpoints.join(' to ')}`;
    const text = `Whole: ${receipts} receipts in ${range} of ${issuer}, until ${until}.\n${beginning(begins)}`;
    return proof === undefined ? text : `${text}${canonicalize(proof)}\n`;
}
function beginning(begins) {
    if (begins === undefined)
        return '';
    const { after, sealed } = begins;
    const why = sealed === null ? 'what came before is not in it' : `what came before was dropped, says receipt ${sealed}`;
    return `It begins after checkpoint ${after}: ${why}.\n`;
}
//# sourceMappingURL=audit.commands.js.map