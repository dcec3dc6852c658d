import * as modern from '@modelcontextprotocol/client';
import { UnauthorizedError as LegacyUnauthorized } from '@modelcontextprotocol/sdk/client/auth.js';
import { Client as LegacyClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as LegacyTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { textOf } from '../../demo/agent.js';
import type { PersonAtBrowser } from './person-at-browser.js';

/** Where the answers of its sign-ins come to. */
export const CALLBACK = 'http://127.0.0.1:4711/callback';

/** What the SDK asks an application to keep for it, kept in memory, and the page that it wants a person to see. */
export class AppMemory implements modern.OAuthClientProvider {
  readonly redirectUrl = CALLBACK;
  readonly clientMetadata: modern.OAuthClientProvider['clientMetadata'];
  /** The URL that it would open in a browser; each once. */
  asked: URL | undefined;
  client: modern.StoredOAuthClientInformation | undefined;
  held: modern.StoredOAuthTokens | undefined;
  private discovered: modern.OAuthDiscoveryState | undefined;
  private verifier = '';

  /** @param clientMetadataUrl of the document that it is known by, where servers look at documents */
  constructor(
    metadata: Record<string, unknown> = {},
    readonly clientMetadataUrl?: string,
  ) {
    this.clientMetadata = {
      client_name: 'An application of the SDK',
      redirect_uris: [CALLBACK],
      grant_types: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_method: 'none',
      ...metadata,
    };
  }

  clientInformation = () => this.client;
  saveClientInformation = (client: modern.StoredOAuthClientInformation): void => void (this.client = client);
  tokens = () => this.held;
  saveTokens = (tokens: modern.StoredOAuthTokens): void => void (this.held = tokens);
  redirectToAuthorization = (url: URL): void => void (this.asked = url);
  saveCodeVerifier = (verifier: string): void => void (this.verifier = verifier);
  codeVerifier = () => this.verifier;
  saveDiscoveryState = (state: modern.OAuthDiscoveryState): void => void (this.discovered = state);
  discoveryState = () => this.discovered;

  invalidateCredentials = (which: 'all' | 'client' | 'tokens' | 'verifier' | 'discovery'): void => {
    if (which === 'all' || which === 'client') this.client = undefined;
    if (which === 'all' || which === 'tokens') this.held = undefined;
    if (which === 'all' || which === 'discovery') this.discovered = undefined;
  };
}

/** A client of one line of the SDK and its way to one server. */
interface Connection {
  readonly connect: () => Promise<void>;
  readonly call: (tool: string, args: Record<string, unknown>) => Promise<string>;
  readonly finish: (answer: URLSearchParams) => Promise<void>;
  readonly close: () => Promise<void>;
}

type Connecting = (endpoint: URL, memory: AppMemory, fetch: typeof globalThis.fetch) => Connection;

const NAME = { name: 'peer', version: '1.0.0' };

/** The 2.x line, of 2026-07-28. */
export const modernLine: Connecting = (endpoint, authProvider, fetch) => {
  const client = new modern.Client(NAME, { versionNegotiation: { mode: { pin: '2026-07-28' } } });
  const transport = new modern.StreamableHTTPClientTransport(endpoint, { authProvider, fetch });
  return {
    connect: () => client.connect(transport),
    call: async (name, args) => textOf(await client.callTool({ name, arguments: args })),
    finish: (answer) => transport.finishAuth(answer),
    close: () => client.close(),
  };
};

/** The 1.x line, of 2025-11-25. */
export const legacyLine: Connecting = (endpoint, authProvider, fetch) => {
  const client = new LegacyClient(NAME);
  const transport = new LegacyTransport(endpoint, { authProvider, fetch });
  return {
    connect: () => client.connect(transport),
    call: async (name, args) => textOf(await client.callTool({ name, arguments: args })),
    finish: (answer) => transport.finishAuth(answer.get('code') ?? ''),
    close: () => client.close(),
  };
};

/** How it goes on where the SDK says that a person must sign in first, and nothing more: one sign-in, then once more. */
export class SigningInApp {
  /** The URLs that a person was sent to. */
  readonly asked: URL[] = [];
  private connection: Connection | undefined;

  constructor(
    private readonly line: Connecting,
    private readonly endpoint: string,
    readonly memory: AppMemory,
    private readonly person: PersonAtBrowser,
    private readonly fetch: typeof globalThis.fetch = globalThis.fetch,
  ) {}

  /** Calls a tool, and connects before that if it has not yet. @returns the text of the answer */
  async call(tool: string, args: Record<string, unknown> = {}): Promise<string> {
    const connection = (this.connection ??= await this.connected());
    const call = () => connection.call(tool, args);
    return (await this.unlessAsked(connection, call)) ?? call();
  }

  async close(): Promise<void> {
    await this.connection?.close();
    this.connection = undefined;
  }

  private async connected(): Promise<Connection> {
    const make = () => this.line(new URL(this.endpoint), this.memory, this.fetch);
    const first = make();
    if (await this.unlessAsked(first, () => first.connect().then(() => true))) return first;
    // A client that could not connect is not used again.
    const second = make();
    await second.connect();
    return second;
  }

  /** @returns undefined when the work was stopped for a person, who has signed in since */
  private async unlessAsked<T>(connection: Connection, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof modern.UnauthorizedError || error instanceof LegacyUnauthorized)) throw error;
    }
    const { asked } = this.memory;
    if (asked === undefined) throw new Error('nobody is asked');
    this.memory.asked = undefined;
    this.asked.push(asked);
    const answer = new URL((await this.person.follow(asked)).url).searchParams;
    if (answer.has('error')) throw new Error(`${answer.get('error')}: ${answer.get('error_description')}`);
    await connection.finish(answer);
    return undefined;
  }
}
