import { startModernMcpServer } from './servers/modern-mcp.js';
/**
 * One MCP server to put behind a gate by hand, on port 3001 or `PORT`. It speaks both protocol lines, and takes
 * nothing but tokens that the Gatehouse at `GATE` minted for the upstream called `tools`.
 */
const { PORT = '3001', GATE = 'http://localhost:8080' } = process.env;
const { url } = await startModernMcpServer({
    port: Number(PORT),
    older: true,
    issuer: GATE,
    jwksUrl: `${GATE}/oauth/jwks`,
    audience: `${GATE}/api/v1/mcp/tools`,
});
process.stdout.write(`${url} takes tokens of ${GATE}\n`);
//# sourceMappingURL=server.js.map