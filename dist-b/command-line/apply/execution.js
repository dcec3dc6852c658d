import { jsonOf } from '../http-answer.js';
import { Refusal } from '../refusal.js';
import { endProgress, progress, say } from '../shown.js';
import { pathOf } from './inventory.js';
import { exchanged, FACTS } from './nouns.js';
const CHANGED = 'somebody has changed it meanwhile: run the command again.';
/** Brings about what a plan says, one step after the other; when one is refused, the ones before it are taken back. */
export class Execution {
    line;
    inventory;
    secrets = [];
    applied = [];
    undo = [];
    constructor(line, inventory) {
        this.line = line;
        this.inventory = inventory;
    }
    /** @throws Refusal that says which step was refused, and whether everything is as it was */
    async run(steps) {
        try {
            for (const [at, step] of steps.entries()) {
                progress(`${at + 1} of ${steps.length} …`);
                await this.take(step);
            }
        }
        catch (error) {
            endProgress();
            throw error;
        }
        endProgress();
    }
    async take(step) {
        const { noun } = 'entry' in step ? step.entry : step.found;
        const called = 'entry' in step ? step.entry.called : step.found.called;
        try {
            if (step.action === 'create')
                await this.create(step);
            else if (step.action === 'change')
                await this.change(step);
            else if (step.action === 'delete')
                await this.delete(step.found);
            if (step.action === 'change' || step.action === 'unchanged') {
                this.applied.push({ noun, key: step.entry.key, id: step.found.id, made: false });
            }
        }
        catch (error) {
            endProgress();
            const back = await this.takeBack();
            if (!(error instanceof Refusal)) {
                // Whether the server did it nobody knows; the next run sees.
                say(back);
                throw error;
            }
            const pointer = 'entry' in step ? step.entry.pointer : '';
            const told = error.status === 412 ? CHANGED : error.message;
            const errors = error.errors.map((one) => ({ pointer: `${pointer}${one.pointer}`, detail: one.detail }));
            throw new Refusal(`${step.action} ${noun} ${called}: ${told}\n${back}`, errors, error.status);
        }
    }
    async create({ entry }) {
        const { noun, called, parent } = entry;
        const above = parent === undefined ? undefined : this.inventory.idOf('issuers', parent);
        const answer = await this.line.json({ verb: 'post', path: pathOf(noun, null, above), body: this.withIds(entry) });
        const view = answer;
        const id = String(view[FACTS[noun].id]);
        this.inventory.add(noun, called, id);
        this.applied.push({ noun, key: entry.key, id, made: true });
        this.undo.push({ what: called, work: () => this.line.call({ verb: 'delete', path: pathOf(noun, id, above) }) });
        const { client_secret, client_name } = view;
        if (typeof client_secret === 'string') {
            this.secrets.push({ client_name: String(client_name), client_id: id, client_secret });
        }
    }
    async change({ entry, found, changes }) {
        const headers = await this.unchanged(found);
        const whole = this.withIds(entry);
        const body = Object.fromEntries(changes.map(({ field }) => [field, whole[field]]));
        const changed = await this.line.call({ verb: 'patch', path: found.path, body, headers });
        const tag = changed.headers.get('etag');
        const before = Object.fromEntries(changes.map(({ field }) => [field, found.view[field] ?? null]));
        this.undo.push({
            what: found.called,
            // What somebody has changed since then is theirs.
            work: () => this.line.call({
                verb: 'patch',
                path: found.path,
                body: before,
                headers: tag === null ? {} : { 'if-match': tag },
            }),
        });
    }
    async delete(found) {
        const { path, called } = found;
        await this.line.call({ verb: 'delete', path, headers: await this.unchanged(found) });
        this.undo.push({ what: called, work: () => Promise.reject(new Error('it is deleted')) });
    }
    /** That nobody has changed it since the plan was made. @returns the condition, where the server takes one */
    async unchanged(found) {
        const response = await this.line.call({ verb: 'get', path: found.path });
        const now = ((await jsonOf(response)) ?? {});
        if (now['updated_at'] !== found.view['updated_at']) {
            throw new Refusal(CHANGED);
        }
        const tag = response.headers.get('etag');
        return tag === null || tag.startsWith('W/') ? {} : { 'if-match': tag };
    }
    withIds({ noun, fields }) {
        return exchanged(noun, fields, (target, called) => {
            const id = this.inventory.idOf(target, called);
            if (id === undefined)
                throw new Refusal(`${called} is none of the ${target}.`);
            return id;
        });
    }
    async takeBack() {
        const left = [];
        for (const { what, work } of this.undo.reverse()) {
            await work().catch((error) => {
                left.push(what);
                say(`${what} could not be taken back: ${error.message}`);
            });
        }
        this.secrets.length = 0;
        return left.length === 0
            ? 'What was done before it was taken back.'
            : `These are done and stay so: ${left.join('; ')}`;
    }
}
//# sourceMappingURL=execution.js.map