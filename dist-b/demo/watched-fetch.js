/** A fetch that reports every exchange; URLs at `home` are reported by their path. */
export function watchedFetch(home, report) {
    return async (input, init) => {
        const url = new URL(input);
        const response = await fetch(url, init);
        report({
            method: init?.method ?? 'GET',
            target: url.origin === home ? url.pathname : url.href,
            status: response.status,
            about: [subject(init), await oauthError(url, response)].filter(Boolean).join(' → '),
            challenge: response.status === 401 ? response.headers.get('www-authenticate') : null,
        });
        return response;
    };
}
/** What a request is about: the grant it asks for, the JSON-RPC method it calls. Never a value that proves anything. */
function subject(init) {
    if (init?.body instanceof URLSearchParams)
        return `grant_type=${init.body.get('grant_type')}`;
    if (typeof init?.body === 'string')
        return rpcMethod(init.body);
    return new Headers(init?.headers).get('accept') === 'text/event-stream' ? 'event stream' : '';
}
function rpcMethod(body) {
    const message = JSON.parse(body);
    return [message.method, message.method === 'tools/call' ? message.params?.name : undefined].filter(Boolean).join(' ');
}
/** The error code of a refused token request. The body is cloned: the client reads its own copy. */
async function oauthError(url, response) {
    if (response.ok || !url.pathname.endsWith('/oauth/token'))
        return '';
    const body = (await response
        .clone()
        .json()
        .catch(() => ({})));
    return body.error ?? '';
}
//# sourceMappingURL=watched-fetch.js.map