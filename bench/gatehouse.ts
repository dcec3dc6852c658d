import { createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, type Server, startServer } from './children.js';
import type { BenchDatabase } from './database.js';
import { CARD, type LoadRequest } from './load.js';

const ADMIN = { id: 'bench-admin', secret: 'the-bench-throws-this-administrator-away' };
const NO_LIMIT = '100000000/1';
const TIERS = [
  'TOKEN',
  'TOKEN_CLIENT',
  'AUTHORIZE',
  'SIGN_IN',
  'ADMIN',
  'ADMIN_CLIENT',
  'GATE',
  'GATE_CLIENT',
  'PUBLIC',
];

export interface Agent {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** An agent, and the person who answers for it. */
export interface OwnedAgent extends Agent {
  readonly ownerId: string;
}

export interface Claims {
  readonly sid: string;
  readonly client_id: string;
}

/** With which the bench reads what a replica measures of itself. */
export const METRICS_TOKEN = 'the-bench-reads-what-replicas-measure';

/** How a Gatehouse differs from the one that is measured. */
interface Unlike {
  /** Another replica of the same Gatehouse, by whose name both are known. */
  readonly beside?: Server;
  readonly environment?: Readonly<Record<string, string>>;
  /** A program that takes parts of the product out; else it is as it is shipped. */
  readonly script?: string;
}

/** The program as it is shipped, with limits that no load reaches. */
export async function startGatehouse(
  database: BenchDatabase,
  folder: string,
  { beside, environment, script }: Unlike = {},
): Promise<Server> {
  const port = await freePort();
  const url = beside?.url ?? `http://127.0.0.1:${port}`;
  return startServer({
    script: script ?? fileURLToPath(new URL('../../dist/src/main.js', import.meta.url)),
    cpu: 'server',
    health: '/health/ready',
    port,
    environment: { ...gatehouseEnvironment(database.gatehouse, join(folder, 'gatehouse'), url), ...environment },
  });
}

/** Settings of a Gatehouse whose limits no load reaches. */
export function gatehouseEnvironment(
  database: BenchDatabase['gatehouse'],
  folder: string,
  publicUrl: string,
): Record<string, string> {
  return {
    PUBLIC_URL: publicUrl,
    METRICS_TOKEN,
    DATABASE_URL: database.url,
    MIGRATION_DATABASE_URL: database.ownerUrl,
    DATA_DIR: folder,
    BOOTSTRAP_CLIENT_ID: ADMIN.id,
    BOOTSTRAP_CLIENT_SECRET: ADMIN.secret,
    // One token lasts for all the gate's rounds.
    ACCESS_TOKEN_SECONDS: '3600',
    LOG_LEVEL: 'warn',
    ...Object.fromEntries(TIERS.map((tier) => [`LIMIT_${tier}`, NO_LIMIT])),
  };
}

/** An agent that may ask for tokens, registered as an administrator does it. */
export async function registerAgent(server: Server): Promise<OwnedAgent> {
  const user = { email: 'owner@example.com', name: 'Owner', roles: ['user'] };
  const { id: ownerId } = await create<{ id: string }>(server.url, 'users', user);
  return { ...(await registerClient(server, ownerId)), ownerId };
}

/** A client with a secret, or as the fields say. */
export async function registerClient({ url }: Server, ownerId: string, fields: object = {}): Promise<Agent> {
  const client = await create<{ client_id: string; client_secret?: string }>(url, 'clients', {
    client_name: 'bench',
    kind: 'agent',
    owner_id: ownerId,
    grant_types: ['client_credentials'],
    scope: 'mcp',
    token_endpoint_auth_method: 'client_secret_basic',
    ...fields,
  });
  return { clientId: client.client_id, clientSecret: client.client_secret ?? '' };
}

/** @returns where the gate serves the upstream, and the resource that tokens for it name */
export async function registerUpstream(
  { url }: Server,
  upstream: string,
): Promise<{ resource: string; endpoint: string }> {
  const fields = {
    name: 'bench',
    kind: 'mcp',
    url: upstream,
    required_scopes: ['mcp'],
    credential: { mode: 'minted' },
  };
  return create(url, 'upstreams', fields);
}

/** A token request; any token endpoint understands it (RFC 6749 §4.4). */
export function tokenRequest(url: string, agent: Agent, parameters: Readonly<Record<string, string>>): LoadRequest {
  return formRequest(url, { grant_type: 'client_credentials', ...parameters }, basic(agent));
}

/** A form; a value may be {@link CARD}. @param credentials of HTTP Basic, or a card in their place */
export function formRequest(url: string, fields: Readonly<Record<string, string>>, credentials?: string): LoadRequest {
  const body = new URLSearchParams(fields).toString().replace(encodeURIComponent(CARD), CARD);
  const authorization: Record<string, string> =
    credentials === undefined ? {} : { authorization: `Basic ${credentials}` };
  return {
    url,
    method: 'POST',
    headers: { ...authorization, 'content-type': 'application/x-www-form-urlencoded' },
    body,
  };
}

/** What HTTP Basic sends of a client. */
export function basic({ clientId, clientSecret }: Agent): string {
  return Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
}

/** @throws Error with the server's own words unless the answer is a token */
export async function fetchToken(request: LoadRequest): Promise<string> {
  const { access_token: token } = await answer<{ access_token?: string }>(await fetch(request.url, request));
  if (token === undefined) throw new Error(`${request.url} answered without a token`);
  return token;
}

/** Checks signatures with the published keys. @returns the claims. @throws Error for a token that is not genuine */
export async function verifyTokens({ url }: Server, tokens: readonly string[]): Promise<Claims[]> {
  const { keys } = await answer<{ keys: JsonWebKey[] }>(await fetch(`${url}/oauth/jwks`));
  return tokens.map((token) => {
    const [head = '', payload = '', signature = ''] = token.split('.');
    const { kid, alg } = decoded<{ kid: string; alg: string }>(head);
    const jwk = keys.find((key) => key['kid'] === kid);
    if (jwk === undefined || alg !== 'ES256') throw new Error(`a token names key ${kid} and algorithm ${alg}`);
    const key = { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' as const };
    const genuine = verify('sha256', Buffer.from(`${head}.${payload}`), key, Buffer.from(signature, 'base64url'));
    if (!genuine) throw new Error('a token has a wrong signature');
    return decoded<Claims>(payload);
  });
}

/** The headers of a request to the admin API. */
export async function administer(url: string): Promise<Record<string, string>> {
  const admin = { clientId: ADMIN.id, clientSecret: ADMIN.secret };
  return { authorization: `Bearer ${await fetchToken(tokenRequest(`${url}/oauth/token`, admin, { scope: 'admin' }))}` };
}

/** @param path below the admin API's root @throws Error with the server's own words */
export function create<T>(url: string, path: string, fields: object): Promise<T> {
  return change<T>('POST', url, path, fields);
}

/** The same, by another method. */
export async function change<T>(method: string, url: string, path: string, fields?: object): Promise<T> {
  const headers = { ...(await administer(url)), 'content-type': 'application/json' };
  const body = fields === undefined ? null : JSON.stringify(fields);
  return answer<T>(await fetch(`${url}/api/v1/admin/${path}`, { method, headers, body }));
}

/** The body of an answer. @throws Error with the server's own words */
export async function answer<T>(response: Response): Promise<T> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${text}`);
  return JSON.parse(text === '' ? 'null' : text) as T;
}

/** A part of a JWT. */
export function decoded<T>(part: string): T {
  return JSON.parse(Buffer.from(part, 'base64url').toString()) as T;
}
