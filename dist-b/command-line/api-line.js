import { randomUUID } from 'node:crypto';
import { Failure } from '../bridge-client/failure.js';
import { jsonOf, refusalIn, sent, whole } from './http-answer.js';
/** Milliseconds to wait before each further attempt of what nobody answered. */
const PAUSES = [300, 1000, 3000];
/** Calls one Gatehouse as whoever is logged in. */
export class ApiLine {
    token;
    constructor(token) {
        this.token = token;
    }
    /**
     * What makes something carries a key, by which the server does it once, however often it is asked.
     * @throws Refusal for every answer but those of success
     */
    async call(call) {
        const asked = call.verb === 'post' ? { ...call, headers: { 'idempotency-key': randomUUID(), ...call.headers } } : call;
        const first = await this.token.text();
        let response = await this.answered(asked, first);
        // A session can be closed at any time: whoever can get another token is not troubled by it.
        if (response.status === 401) {
            await response.body?.cancel();
            response = await this.answered(asked, await this.token.text(first));
        }
        if (response.status < 200 || response.status > 299)
            throw await refusalIn(response);
        return response;
    }
    async json(call) {
        return jsonOf(await this.call(call));
    }
    /** Every thing of a list, page by page. @param onPage hears how many there are so far */
    async all(call, onPage = () => undefined) {
        const items = [];
        let after;
        do {
            const query = { limit: '200', ...call.query, ...(after ? { after } : {}) };
            const page = (await this.json({ ...call, query }));
            items.push(...page.items);
            onPage(items.length);
            after = page.next;
        } while (after);
        return items;
    }
    /** Asks again what can be asked again, when the answer was lost on its way, or is still being made. */
    async answered(call, token) {
        const makes = call.verb === 'post';
        for (let attempt = 0;; attempt++) {
            const pause = PAUSES[attempt];
            try {
                const response = await this.send(call, token);
                // An answer that tells a secret once must have come as a whole.
                const answer = makes ? await whole(response) : response;
                if (pause === undefined || !isRunning(answer))
                    return answer;
            }
            catch (error) {
                if (pause === undefined || !(makes || call.verb === 'get') || !isLost(error))
                    throw error;
            }
            await new Promise((resolve) => setTimeout(resolve, pause));
        }
    }
    send({ verb, path, query = {}, body, headers = {} }, token) {
        const search = new URLSearchParams(query).toString();
        return sent(`${this.token.url}${path}${search === '' ? '' : `?${search}`}`, {
            method: verb.toUpperCase(),
            headers: {
                accept: 'application/json, application/problem+json, */*;q=0.1',
                authorization: `Bearer ${token}`,
                ...(body === undefined ? {} : { 'content-type': 'application/json' }),
                ...headers,
            },
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
    }
}
function isLost(error) {
    return error instanceof Failure && error.kind === 'unreachable';
}
/** Whether what was asked before is still being done; only of what carries a key does the server say so. */
function isRunning({ status, headers }) {
    return status === 409 && headers.has('retry-after');
}
//# sourceMappingURL=api-line.js.map