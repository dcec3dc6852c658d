import { legacyAgent } from './legacy-agent.js';
import { modernAgent } from './modern-agent.js';
import { expected, Narrator } from './narrator.js';
import * as scenes from './scenes.js';
import { startGatehouse } from './gatehouse-process.js';
import { startLegacyMcpServer } from './servers/legacy-mcp.js';
import { startModernMcpServer } from './servers/modern-mcp.js';
import { watchedFetch } from './watched-fetch.js';
const narrator = new Narrator({
    write: (text) => void process.stdout.write(text),
    colours: process.stdout.isTTY === true && !process.env.NO_COLOR,
});
async function tell(gatehouse, undo) {
    const { publicUrl } = gatehouse;
    const fetch = watchedFetch(publicUrl, (exchange) => narrator.exchange(exchange));
    const stage = { narrator, gatehouse, fetch };
    await scenes.gatehouseStarts(stage);
    const takes = (name) => ({
        issuer: publicUrl,
        jwksUrl: `${publicUrl}/oauth/jwks`,
        audience: publicUrl + scenes.gatePath(name),
    });
    const modern = { name: 'modern', version: '2026-07-28', server: await startModernMcpServer(takes('modern')) };
    undo.push(modern.server.close);
    const legacy = { name: 'legacy', version: '2025-11-25', server: await startLegacyMcpServer(takes('legacy')) };
    undo.push(legacy.server.close);
    const lines = [modern, legacy];
    await scenes.serversRefuseStrangers(stage, lines);
    const admin = await scenes.becomeAdministrator(stage);
    await scenes.registerServers(stage, admin, lines);
    const { ownerId, credentials } = await scenes.createAgent(stage, admin);
    const agentOf = { ...credentials, issuer: publicUrl, fetch };
    const cast = [
        { line: modern, agent: modernAgent({ ...agentOf, endpoint: takes('modern').audience }), hello: helloModern() },
        { line: legacy, agent: legacyAgent({ ...agentOf, endpoint: takes('legacy').audience }), hello: helloLegacy() },
    ];
    for (const { line, agent, hello } of cast) {
        undo.push(agent.close);
        await scenes.agentConnects(stage, line, agent, hello);
        const who = { ownerId, clientId: credentials.clientId, audience: takes(line.name).audience };
        await scenes.agentCallsTools(stage, line, agent, who);
    }
    const tokens = cast.map(({ agent }) => agent.heldToken() ?? '').filter(Boolean);
    await scenes.nothingLeaked(stage, lines, [credentials.clientSecret, ...tokens]);
    await scenes.deactivateAgent(stage, admin, credentials.clientId);
    for (const { line, agent } of cast)
        await scenes.agentIsRefused(stage, line, agent);
    await Promise.all(cast.map(({ agent }) => agent.close()));
    await scenes.gatehouseStops(stage);
}
/** The 2026 line asks what the server can do, and keeps no session. */
function helloModern() {
    return [expected('POST', scenes.gatePath('modern'), 200)];
}
/** The 2025 line shakes hands, and opens a stream for what the server says unasked. */
function helloLegacy() {
    const path = scenes.gatePath('legacy');
    return [expected('POST', path, 200), expected('POST', path, 202), expected('GET', path, 200)];
}
class Interrupted extends Error {
}
function interrupted() {
    return new Promise((_, reject) => {
        // Listened to until the end: a second Ctrl-C must not leave the child and its folder behind.
        for (const signal of ['SIGINT', 'SIGTERM'])
            process.on(signal, () => reject(new Interrupted(signal)));
    });
}
async function cleanUp(undo) {
    for (const undone of undo.reverse()) {
        await undone().catch((error) => narrator.line(`could not clean up: ${String(error)}`));
    }
}
async function run() {
    // A client that tries again says so with console.warn: part of the story, without the advice to programmers.
    console.warn = (text) => narrator.aside(`the client says: ${String(text).replace('[mcp-sdk] ', '').split(' (')[0]}`);
    narrator.line(narrator.bold('Gatehouse demo') + ': one agent, two real MCP servers, and the gate between them.');
    const undo = [];
    let gatehouse;
    try {
        const ending = interrupted();
        const since = Date.now();
        gatehouse = await startGatehouse();
        undo.push(gatehouse.stop);
        await Promise.race([tell(gatehouse, undo), ending]);
        const { steps, exchanges } = narrator.told;
        const seconds = ((Date.now() - since) / 1000).toFixed(1);
        narrator.line(`\n${narrator.mark(true)} All ${steps} steps went as told: ${exchanges} HTTP exchanges in ${seconds} s.`);
        return 0;
    }
    catch (error) {
        return complain(error, gatehouse);
    }
    finally {
        await cleanUp(undo);
    }
}
/** Says what went wrong; the answer is the exit code. */
function complain(error, gatehouse) {
    narrator.breakOff();
    if (error instanceof Interrupted) {
        process.stderr.write(`\n${error.message}: stopped half-way.\n`);
        return 130;
    }
    const message = error instanceof Error ? error.message : String(error);
    const { steps } = narrator.told;
    const what = steps === 0 ? 'The demo could not start' : `Step ${steps} did not go as told`;
    process.stderr.write(`\n${narrator.mark(false)} ${what}: ${message}\n`);
    const words = gatehouse?.lastWords() ?? [];
    if (words.length > 0)
        process.stderr.write(`\nWhat Gatehouse printed last:\n  ${words.join('\n  ')}\n`);
    return 1;
}
process.exitCode = await run();
//# sourceMappingURL=main.js.map