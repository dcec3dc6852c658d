import { BodyTooLarge, readBody, UnreadableBody } from '../../http/read-body.js';
import { a2aMethod } from '../../kernel/a2a-operation.js';
import { Problem } from '../../kernel/problem.js';
import { isJsonObject, parseStrictJson, StrictJsonError, stringifyStrictJson, } from '../../kernel/strict-json.js';
const TYPES = ['application/json', 'application/a2a+json'];
/** @throws Problem 400, 413 or 415 */
export async function readRestMessage(request, { operation, legacy, bound, takesBody }, query, limit) {
    const body = await readObject(request, takesBody, limit);
    const stated = { ...query.params, ...bound };
    if (body !== undefined)
        refuseContradiction(body, stated);
    const task = bound['taskId'] ?? bound['id'];
    if (body !== undefined && legacy && task !== undefined)
        refuseOtherName(body, `tasks/${task}`);
    const params = { ...body, ...stated };
    const method = a2aMethod(operation, legacy);
    // There is no id on this binding: nothing of it is answered.
    const raw = { jsonrpc: '2.0', id: 1, method, params };
    const message = { kind: 'request', id: 1, method, params, raw };
    return { message, body: body === undefined ? undefined : stringifyStrictJson(body) };
}
async function readObject(request, takesBody, limit) {
    const { headers } = request;
    const sent = Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined;
    if (!sent)
        return undefined;
    if (!takesBody)
        throw new Problem(400, 'This operation has no body.');
    const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
    if (!TYPES.includes(type))
        throw new Problem(415, `The content type must be ${TYPES.join(' or ')}.`);
    const value = await readValue(request, limit);
    if (value === null)
        return undefined;
    if (!isJsonObject(value))
        throw new Problem(400, 'The body must be a JSON object.');
    return value;
}
async function readValue(request, limit) {
    try {
        const bytes = await readBody(request, limit);
        // What has no body in 0.3 is sent as the word null by some of its clients.
        return bytes.length === 0 ? null : parseStrictJson(bytes);
    }
    catch (error) {
        if (error instanceof StrictJsonError)
            throw new Problem(400, `The body is not JSON: ${error.message}`);
        if (error instanceof BodyTooLarge)
            throw new Problem(413, `The body may have at most ${error.limit} bytes.`);
        if (error instanceof UnreadableBody)
            throw new Problem(400, error.message);
        throw error;
    }
}
/** Servers differ in which of the two they believe. */
function refuseContradiction(body, stated) {
    const wrong = Object.keys(stated).find((name) => Object.hasOwn(body, name) && body[name] !== stated[name]);
    if (wrong !== undefined)
        throw new Problem(400, `${wrong} differs between the URL and the body.`);
}
/** 0.3 says in the body again what its path says: `tasks/{id}/pushNotificationConfigs/{id}`. */
function refuseOtherName(body, task) {
    for (const object of [body, body['config']]) {
        if (!isJsonObject(object))
            continue;
        const wrong = ['name', 'parent'].find((name) => object[name] !== undefined && !liesWithin(object[name], task));
        if (wrong !== undefined)
            throw new Problem(400, `${wrong} differs between the URL and the body.`);
    }
}
function liesWithin(name, task) {
    if (typeof name !== 'string' || /%|\.\.|[^\x21-\x7e]/.test(name))
        return false;
    return name === task || name.startsWith(`${task}/`);
}
//# sourceMappingURL=rest-message.js.map