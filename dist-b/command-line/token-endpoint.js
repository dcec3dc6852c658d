import { Failure } from '../bridge-client/failure.js';
import { jsonOf, refusalIn, sent } from './http-answer.js';
import { Refusal } from './refusal.js';
/** The OAuth endpoints of one Gatehouse. */
export class TokenEndpoint {
    url;
    client;
    constructor(url, client) {
        this.url = url;
        this.client = client;
    }
    /** Whether the server calls itself what we call it (RFC 8414 §3.3). @throws Failure */
    static async checkIssuer(url) {
        const response = await sent(`${url}/.well-known/oauth-authorization-server`, {});
        const { issuer } = ((await jsonOf(response)) ?? {});
        if (issuer === url)
            return;
        if (typeof issuer !== 'string')
            throw new Failure(`${url} is no Gatehouse.`, 'See whether the URL is right.');
        throw new Failure(`${url} calls itself ${issuer}.`, `If you trust that, use it: --url ${issuer}`);
    }
    /** @throws Refusal with the server's words */
    async token(form) {
        const askedAt = Date.now();
        const response = await this.post('/oauth/token', form);
        if (response.status !== 200)
            throw await refusalIn(response);
        const body = ((await jsonOf(response)) ?? {});
        const { access_token, expires_in, refresh_token, scope } = body;
        if (typeof access_token !== 'string' || typeof expires_in !== 'number') {
            throw new Refusal('The answer of the server cannot be understood.');
        }
        return {
            access_token,
            expires_at: askedAt + expires_in * 1000,
            ...(typeof refresh_token === 'string' ? { refresh_token } : {}),
            ...(typeof scope === 'string' ? { scope } : {}),
        };
    }
    /** Ends the session of a token (RFC 7009). @returns whether the server was told */
    async revoke(token) {
        return (await this.post('/oauth/revoke', { token })).status === 200;
    }
    /** A POST of this client; what is undefined is left out. */
    post(path, form) {
        const { client_id: id, client_secret: secret } = this.client;
        const given = Object.entries(form).filter((entry) => entry[1] !== undefined);
        if (secret === undefined)
            given.push(['client_id', id]);
        const headers = secret === undefined ? {} : { authorization: basicHeader(id, secret) };
        return sent(this.url + path, { method: 'POST', headers, body: new URLSearchParams(given) });
    }
}
/** `Authorization: Basic` with both parts form-encoded first (RFC 6749 §2.3.1). */
function basicHeader(id, secret) {
    const encoded = [id, secret].map((part) => new URLSearchParams({ '': part }).toString().slice(1)).join(':');
    return `Basic ${Buffer.from(encoded).toString('base64')}`;
}
//# sourceMappingURL=token-endpoint.js.map