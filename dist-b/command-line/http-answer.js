import { Failure } from '../bridge-client/failure.js';
import { Refusal } from './refusal.js';
/** Milliseconds until the head of an answer must be there. */
const PATIENCE = 60_000;
/**
 * One request. Redirects are not followed: what carries a credential goes where it was sent.
 * @throws Failure `unreachable`
 */
export async function sent(url, init) {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(new Error('no answer in time')), PATIENCE);
    try {
        return await fetch(url, { ...init, redirect: 'manual', signal: patience.signal });
    }
    catch (error) {
        throw unreachable(url, error);
    }
    finally {
        clearTimeout(timer);
    }
}
function unreachable(url, error) {
    const { message, cause } = error;
    const reason = cause?.code ?? (cause?.message || message);
    const { origin } = new URL(url);
    if (/CERT|SIGNATURE|ERR_TLS|ERR_SSL/.test(reason)) {
        const advice = 'Ask whoever runs it. An authority of your company is believed by NODE_EXTRA_CA_CERTS=FILE, as Node.js has it.';
        return new Failure(`${origin} does not prove who it is (${reason}): nothing was sent.`, advice, { cause: error });
    }
    return new Failure(`${origin} cannot be reached (${reason}).`, 'See whether it runs, and try again.', {
        kind: 'unreachable',
        cause: error,
    });
}
/** An answer of which all has come. @throws Failure `unreachable` when the line was cut before */
export async function whole(response) {
    const { status, headers, url } = response;
    try {
        const body = await response.arrayBuffer();
        return new Response(body.byteLength === 0 ? null : body, { status, headers });
    }
    catch (error) {
        throw unreachable(url, error);
    }
}
/** What an answer says in JSON; null when it says nothing, or something else. */
export async function jsonOf(response) {
    const text = await (await whole(response)).text();
    try {
        return text === '' ? null : JSON.parse(text);
    }
    catch {
        return null;
    }
}
/** The refusal that an answer is: problem details (RFC 9457), or an OAuth error. */
export async function refusalIn(response) {
    const body = ((await jsonOf(response)) ?? {});
    const { title, detail, error, error_description, errors } = body;
    const [head = ''] = [detail, error_description, error, title].filter((text) => typeof text === 'string');
    const wrong = (Array.isArray(errors) ? errors : []).filter(isWrongField);
    const wait = response.status === 429 ? ` Try again in ${response.headers.get('retry-after') ?? 'some'} s.` : '';
    return new Refusal(`${response.status} ${head || response.statusText}${wait}`.trim(), wrong, response.status, typeof error === 'string' ? error : '');
}
function isWrongField(value) {
    const { pointer, detail } = (value ?? {});
    return typeof pointer === 'string' && typeof detail === 'string';
}
//# sourceMappingURL=http-answer.js.map