import { AdminApi, fetchToken } from './admin-api.js';
import { expected } from './narrator.js';
import { tools } from './servers/everything.js';
const RESOURCE_METADATA = '/.well-known/oauth-protected-resource';
const SERVER_METADATA = '/.well-known/oauth-authorization-server';
const TOKEN = '/oauth/token';
const LONGEST_TOKEN_SECONDS = 60;
/** The path of a server at the gate. */
export function gatePath(name) {
    return `/api/v1/mcp/${name}`;
}
/** Waits for a Gatehouse that was just started. */
export async function gatehouseStarts({ narrator, gatehouse, fetch }) {
    const why = 'A process of its own with an empty data folder and an embedded PostgreSQL.';
    await narrator.step('Start Gatehouse', why, [expected('GET', '/health/ready', 200)], async () => {
        const since = Date.now();
        await gatehouse.ready();
        await fetch(`${gatehouse.publicUrl}/health/ready`);
        narrator.fact(true, `${gatehouse.publicUrl}, ready after ${((Date.now() - since) / 1000).toFixed(1)} s`);
    });
}
/** Ends Gatehouse; its database ends with it. */
export async function gatehouseStops({ narrator, gatehouse }) {
    const why = 'SIGTERM: it finishes what it is doing, stops its database and ends by itself.';
    await narrator.step('Stop Gatehouse', why, [], async () => {
        const { exitCode, signal } = await gatehouse.stop();
        narrator.fact(exitCode === 0, `it ended with ${signal ?? `exit code ${exitCode}`} (expected exit code 0)`);
    });
}
/** The servers behind the gate take nothing but tokens that Gatehouse minted for them. */
export async function serversRefuseStrangers({ narrator, fetch }, lines) {
    const announced = lines.map(({ server }) => expected('POST', server.url, 401));
    const why = 'Called directly, without a token that Gatehouse minted for them, they refuse.';
    await narrator.step('Two real MCP servers, one for each protocol line', why, announced, async () => {
        for (const { server } of lines)
            await fetch(server.url, { method: 'POST' });
    });
}
/** An administrator is a client like any other, with the scope `admin`. */
export async function becomeAdministrator({ narrator, gatehouse, fetch }) {
    const why = 'The first administrator trades its client secret for a short token with the scope "admin".';
    return narrator.step('Become administrator', why, [expected('POST', TOKEN, 200)], async () => {
        const token = await fetchToken(fetch, gatehouse.publicUrl, gatehouse.admin, 'admin');
        return new AdminApi(fetch, gatehouse.publicUrl, token);
    });
}
/** Registers the servers; from here on agents reach them at the gate. */
export async function registerServers({ narrator, gatehouse }, admin, lines) {
    const announced = lines.map(() => expected('POST', '/api/v1/admin/upstreams', 201));
    const why = 'From now on agents reach them through the gate, each under an address of its own.';
    await narrator.step('Register both servers', why, announced, async () => {
        for (const { name, server } of lines) {
            const { endpoint, resource } = await admin.registerMcpServer(name, server.url);
            const address = gatehouse.publicUrl + gatePath(name);
            narrator.fact(endpoint === address && resource === address, `${name} is ${address}`);
        }
    });
}
/** Every agent belongs to a person. */
export async function createAgent({ narrator }, admin) {
    const announced = [expected('POST', '/api/v1/admin/users', 201), expected('POST', '/api/v1/admin/clients', 201)];
    const why = 'An agent is an OAuth client that a person owns; what it does is done in her name.';
    return narrator.step('Create Ada and her agent', why, announced, async () => {
        const ada = await admin.createUser('ada@example.com', 'Ada');
        const credentials = await admin.createAgent('Research agent', ada.id);
        return { ownerId: ada.id, credentials };
    });
}
/** What a client does that knows an address and its own secret, and nothing else. */
export function discovery(name, hello) {
    return [expected('POST', gatePath(name), 401), ...authentication(name, 200), ...hello];
}
function authentication(name, status) {
    return [
        expected('GET', RESOURCE_METADATA + gatePath(name), 200),
        expected('GET', SERVER_METADATA, 200),
        expected('POST', TOKEN, status),
    ];
}
/** The agent connects by itself: the challenge says where the metadata is, the metadata says where the tokens are. */
export async function agentConnects({ narrator }, { name, version }, agent, hello) {
    const why = 'The official client knows one address and its own secret. The 401 tells it everything else.';
    await narrator.step(`The ${version} client discovers, authenticates and connects`, why, discovery(name, hello), () => agent.connect());
}
/** The agent uses tools; the server learns in whose name. */
export async function agentCallsTools({ narrator }, { name, version }, agent, who) {
    const announced = Array.from({ length: 3 }, () => expected('POST', gatePath(name), 200));
    const why = "Ordinary MCP calls; the gate swaps the agent's token for one minted for this server alone.";
    await narrator.step(`The ${version} client lists tools and calls two`, why, announced, async () => {
        const names = await agent.listTools();
        narrator.fact(names.join() === tools.map((tool) => tool.name).join(), `tools: ${names.join(', ')}`);
        narrator.fact((await agent.callTool('add', { a: 19, b: 23 })) === '42', 'add 19 and 23: 42');
        const claims = JSON.parse(await agent.callTool('whoami', {}));
        narrator.fact(claims.sub === who.ownerId, 'whoami: the server sees Ada as the subject (sub)');
        narrator.fact(actor(claims) === who.clientId, '        her agent as the actor (act)');
        narrator.fact([claims.aud].flat().join() === who.audience, '        itself as the only audience (aud)');
        const seconds = Number(claims.exp) - Number(claims.iat);
        narrator.fact(seconds <= LONGEST_TOKEN_SECONDS, `        and a token that lives ${seconds} s`);
    });
}
function actor(claims) {
    return claims.act?.sub;
}
/** Nothing that would let a server act as the agent has reached it. */
export async function nothingLeaked({ narrator }, lines, secrets) {
    const why = "Both servers kept every request they received. Not one carries the agent's own token or secret.";
    await narrator.step('What reached the servers', why, [], () => {
        for (const { name, server } of lines) {
            const carriers = server.received.filter((request) => carries(request, secrets));
            narrator.fact(carriers.length === 0, `${name}: ${server.received.length} requests, none with the agent's credentials`);
        }
    });
}
function carries({ url, rawHeaders, body }, secrets) {
    const everything = [url, ...rawHeaders, body].join('\n');
    return secrets.some((secret) => everything.includes(secret));
}
/** One call takes the agent out of service. */
export async function deactivateAgent({ narrator }, admin, clientId) {
    const announced = [expected('PATCH', `/api/v1/admin/clients/${clientId}`, 200)];
    const why = 'One call, no server touched: its sessions close, and with them every token it holds.';
    await narrator.step('Deactivate the agent', why, announced, async () => {
        const { status } = await admin.deactivateClient(clientId);
        narrator.fact(status === 'inactive', `the agent is ${status}`);
    });
}
/** The token the agent still holds has not expired, and is useless; a new one is not to be had. */
export async function agentIsRefused({ narrator }, { name, version, server }, agent) {
    // Both client lines try once more after invalid_client, in case the credentials were stale, and then give up.
    const retried = [...authentication(name, 401), ...authentication(name, 401)];
    const announced = [expected('POST', gatePath(name), 401), ...retried];
    const why = 'It calls with the token it still holds (401), then asks for a new one, twice (401 invalid_client).';
    await narrator.step(`The ${version} client is refused`, why, announced, async () => {
        const [held, before] = [agent.heldToken(), server.received.length];
        const refusal = await agent.callTool('whoami', {}).then(() => null, errorCode);
        narrator.fact(refusal === 'invalid_client', `the client gives up with ${refusal ?? 'nothing: it was served'}`);
        narrator.fact(agent.heldToken() === held, 'it got no new token');
        narrator.fact(server.received.length === before, 'nothing reached the server');
    });
}
/** The OAuth code of a client's error: the 2026 line says `code`, the 2025 line `errorCode`. */
function errorCode(error) {
    const { code, errorCode: older, message } = error;
    return code ?? older ?? message ?? String(error);
}
//# sourceMappingURL=scenes.js.map