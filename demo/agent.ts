import type { Credentials } from './admin-api.js';
import type { Fetch } from './watched-fetch.js';

/** An agent: the official MCP client of one protocol line, holding credentials of its own. */
export interface Agent {
  /** Discovers, authenticates and connects; the client does all three by itself when it meets the challenge. */
  connect: () => Promise<void>;
  listTools: () => Promise<string[]>;
  /** The text a tool answered. */
  callTool: (name: string, args: Record<string, unknown>) => Promise<string>;
  /** The access token it holds now. */
  heldToken: () => string | undefined;
  close: () => Promise<void>;
}

/** What an agent is told: where the server is, who it is itself, and which issuer may see its secret. */
export interface AgentOptions extends Credentials {
  endpoint: string;
  issuer: string;
  fetch: Fetch;
}

/** The text of a tool's answer. */
export function textOf(result: object): string {
  const { content = [] } = result as { content?: { type: string; text?: string }[] };
  const [first] = content;
  if (first?.type !== 'text' || first.text === undefined) throw new Error('the tool answered no text');
  return first.text;
}
