import { Option } from 'commander';
import { closeSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { claimsOf } from '../held-token.js';
import { OPERATIONS } from '../operations.generated.js';
import { WrongUse } from '../refusal.js';
import { say, write, writeJson } from '../shown.js';
import { AppliedFile } from './applied-file.js';
import { readConfiguration } from './configuration.js';
import { Execution } from './execution.js';
import { exportOf } from './export.js';
import { Inventory } from './inventory.js';
import { notationOf, NOTATIONS, textOf } from './notation.rules.js';
import { planOf } from './plan.rules.js';
import { checkReferences, checkSteps, inOrder } from './references.js';
import { planJson, planText } from './shown-plan.js';
const URL_OPTION = ['--url <url>', 'which Gatehouse; needed when this machine knows none or several'];
/** `apply` and `export`. */
export function addApply(program, lineAt) {
    program
        .command('apply')
        .description('bring about what a configuration file says: safe to run twice, all or nothing')
        .requiredOption('-f, --file <file>', 'as `gatehouse export` writes it: JSON, or YAML in .yaml and .yml; - for standard input')
        .addOption(formatOption('how the file is written, when its name does not say'))
        .option('--plan', 'say what would be done, and do nothing')
        .option('--prune', 'delete what the same configuration (its `name`) made from here before, and no longer names')
        .option('--secrets <file>', 'write the secrets of new clients to a file that only you may read')
        .option('--json', 'print exact JSON')
        .option(...URL_OPTION)
        .action((options) => apply(lineAt(options.url), options));
    program
        .command('export')
        .description('write what there is as a configuration file, without secrets')
        .option('--name <name>', 'what the configuration is called')
        .addOption(formatOption('how to write it').default('json'))
        .option(...URL_OPTION)
        .action(async ({ name, format, url }) => {
        const exported = exportOf(await Inventory.of(lineAt(url), OPERATIONS), OPERATIONS, name);
        process.stdout.write(textOf(exported, format));
    });
}
function formatOption(description) {
    return new Option('--format <format>', description).choices(NOTATIONS);
}
async function apply(line, wishes) {
    const notation = notationOf(wishes.file, wishes.format);
    const configuration = readConfiguration(wishes.file, notation, OPERATIONS, process.env);
    const memory = configuration.name === null ? null : new AppliedFile(process.env, line.token.url, configuration.name);
    if (memory === null && wishes.prune === true)
        throw new WrongUse('--prune needs a configuration with a "name".');
    const before = memory?.read() ?? [];
    const inventory = await Inventory.of(line, OPERATIONS);
    const steps = plan(configuration, inventory, before, wishes.prune === true);
    checkSteps(wishes.file, steps, claimsOf(await line.token.text()));
    if (wishes.json !== true)
        write(planText(steps));
    if (wishes.plan === true)
        return wishes.json === true ? writeJson({ plan: planJson(steps), applied: false }) : undefined;
    const secretFile = reserved(wishes.secrets, steps);
    const execution = new Execution(line, inventory);
    try {
        await execution.run(steps);
    }
    catch (error) {
        secretFile?.drop();
        throw error;
    }
    memory?.write(remembered(execution.applied, before, steps));
    tell(steps, execution.secrets, secretFile, wishes);
}
function plan({ path, entries }, inventory, before, prune) {
    checkReferences(path, entries, inventory);
    return planOf(inOrder(path, entries), inventory, before, prune);
}
/** What is known for the next time: also what was left, until it is pruned. */
function remembered(applied, before, steps) {
    const was = (one) => before.find(({ noun, id }) => noun === one.noun && id === one.id);
    const left = before.filter(({ noun, id }) => steps.some((step) => step.action === 'leave' && step.found.noun === noun && step.found.id === id));
    return [...applied.map((one) => ({ ...one, made: one.made || was(one)?.made === true })), ...left];
}
/** Made before anything else is: a secret that cannot be written would be lost. @throws WrongUse */
function reserved(path, steps) {
    if (path === undefined || !steps.some((step) => step.action === 'create' && step.entry.noun === 'clients'))
        return null;
    try {
        closeSync(openSync(path, 'wx', 0o600));
    }
    catch (error) {
        throw new WrongUse(`${path} cannot be made for secrets: ${error.message}`);
    }
    return { path, drop: () => rmSync(path, { force: true }) };
}
function tell(steps, secrets, file, { json }) {
    if (file !== null) {
        if (secrets.length === 0)
            file.drop();
        else
            writeFileSync(file.path, `${JSON.stringify(secrets, null, 2)}\n`);
    }
    const shown = file === null ? secrets : [];
    if (json === true)
        return writeJson({ plan: planJson(steps), applied: true, secrets: shown });
    for (const { client_name, client_id, client_secret } of shown) {
        write(`${client_name}: client_id ${client_id}, client_secret ${client_secret}   (shown this once: keep it)`);
    }
    if (file !== null && secrets.length > 0)
        say(`Secrets of ${secrets.length} new clients: ${file.path}`);
    if (steps.some(({ action }) => action === 'create' || action === 'change' || action === 'delete'))
        say('Applied.');
}
//# sourceMappingURL=apply-commands.js.map