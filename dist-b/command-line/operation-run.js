import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { jsonOf } from './http-answer.js';
import { Refusal, WrongUse } from './refusal.js';
import { endProgress, fields, progress, say, table, write, writeJson } from './shown.js';
/** Things that people name otherwise than by id, and the filter of their list that finds them so. */
const NATURAL = {
    users: 'email',
    upstreams: 'name',
    issuers: 'issuer',
    'sign-in-providers': 'slug',
};
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ADMINISTRATION = '/api/v1/admin/';
/** Asks, and shows the answer. @throws Refusal */
export async function runOperation(line, operation, wishes) {
    const call = {
        verb: operation.verb,
        path: await pathOf(line, operation, wishes.args),
        query: (await byEmail(line, wishes.query)),
        ...(wishes.body === undefined ? {} : { body: await byEmail(line, wishes.body) }),
        ...(wishes.ifMatch === undefined ? {} : { headers: { 'if-match': wishes.ifMatch } }),
    };
    if (wishes.all) {
        const items = await everything(line, call);
        if (wishes.json)
            writeJson({ items, next: null });
        else
            write(table(items, operation.columns ?? []));
        return;
    }
    const response = await line.call(call);
    if (response.status === 204)
        return wishes.json ? undefined : say('Done.');
    const isJson = /^application\/(problem\+)?json\b/.test(response.headers.get('content-type') ?? '');
    if (!isJson || wishes.output !== undefined)
        return stream(response, wishes.output);
    show(await jsonOf(response), operation, wishes.json);
}
async function everything(line, call) {
    try {
        return await line.all(call, (count) => progress(`${count} so far …`));
    }
    finally {
        endProgress();
    }
}
/** The path with its arguments in place. A person may be named by e-mail address, and others as they are called. */
async function pathOf(line, { path }, args) {
    const names = [...path.matchAll(/\{\w+\}/g)].map(([text]) => text);
    let whole = path;
    for (const [at, name] of names.entries()) {
        const given = args[at] ?? '';
        if (given === '')
            throw new WrongUse(`${name} must not be empty.`);
        const list = path.slice(0, path.indexOf(`/${name}`));
        whole = whole.replace(name, encodeURIComponent(at === 0 ? await idOf(line, list, given) : given));
    }
    return whole;
}
/** Members that are the id of a person may name them by e-mail address. */
async function byEmail(line, given) {
    if (typeof given !== 'object' || given === null)
        return given;
    const named = { ...given };
    for (const name of ['owner_id', 'user_id']) {
        const person = named[name];
        if (typeof person === 'string' && person.includes('@'))
            named[name] = await idOf(line, `${ADMINISTRATION}users`, person);
    }
    return named;
}
async function idOf(line, list, given) {
    const filter = NATURAL[list.slice(ADMINISTRATION.length)];
    if (filter === undefined || UUID.test(given))
        return given;
    const { items } = (await line.json({ verb: 'get', path: list, query: { [filter]: given } }));
    const [found, other] = items;
    if (found === undefined)
        throw new Refusal(`There is none with ${filter} ${JSON.stringify(given)}.`);
    if (other !== undefined)
        throw new Refusal(`There are several with ${filter} ${JSON.stringify(given)}: give the id.`);
    return String(found['id']);
}
/** @param path null for standard output; a file is the reader's own */
async function stream(response, path) {
    const body = Readable.fromWeb(response.body);
    let bytes = 0;
    body.on('data', (chunk) => progress(`${Math.round((bytes += chunk.length) / 1024)} KiB …`));
    try {
        if (path === undefined)
            await pipeline(body, process.stdout, { end: false });
        else
            await pipeline(body, createWriteStream(path, { mode: 0o600 }));
    }
    finally {
        endProgress();
    }
    if (path !== undefined)
        say(`Written: ${path}`);
}
function show(answer, { columns = [] }, json) {
    if (json)
        return writeJson(answer);
    const { items, next } = (answer ?? {});
    if (!Array.isArray(items))
        return write(Array.isArray(answer) ? table(answer, columns) : fields(answer));
    write(table(items, columns));
    if (next)
        say(`There are more: --all, or --after ${next}`);
}
//# sourceMappingURL=operation-run.js.map