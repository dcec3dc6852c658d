import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCESS_TOKEN, EXCHANGE, exchange, JWT } from '../support/exchange.js';
import { ForeignIssuer } from '../support/foreign-issuer.js';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import { claimsOf, createPerson } from '../support/people.js';
import { RecordingUpstream } from '../support/recording-upstream.js';

/** fast-check prints seed and path of what fails; RUNS of more than a few are for a night. */
const RUN = { seed: 8693, numRuns: Number(process.env['RUNS'] ?? 12), endOnFailure: true };
const AGENTS = 10;
/** Upstreams, with the scopes that they need. */
const UPSTREAMS = { people: ['anonymous'], tools: ['mcp'], agents: ['a2a'], both: ['mcp', 'user'] } as const;
const NAMES = Object.keys(UPSTREAMS) as (keyof typeof UPSTREAMS)[];
const SCOPES = ['user', 'service', 'a2a', 'mcp', 'anonymous'];
const LIFETIME = 300;

let gatehouse: TestGatehouse;
let upstream: RecordingUpstream;
let issuer: ForeignIssuer;
let agents: { id: string; secret: string }[];
let resources: string[];
beforeAll(async () => {
  upstream = await RecordingUpstream.start();
  const limits = { LIMIT_TOKEN: '100000/1', LIMIT_TOKEN_CLIENT: '100000/1', LIMIT_GATE: '100000/1' };
  gatehouse = await TestGatehouse.start({ ...limits, LIMIT_GATE_CLIENT: '100000/1', LIMIT_ADMIN_CLIENT: '100000/1' });
  // What is expected of a token's last second must not depend on how fast this runs.
  gatehouse.clock.freeze();
  resources = [];
  for (const [name, scopes] of Object.entries(UPSTREAMS)) {
    const body = { name, kind: 'mcp', url: upstream.url, required_scopes: scopes };
    resources.push((await gatehouse.create('/upstreams', body)).resource);
  }
  const person = await createPerson(gatehouse);
  agents = [];
  for (let i = 0; i < AGENTS; i++) {
    const client = await gatehouse.create('/clients', {
      client_name: `Agent ${i}`,
      kind: 'agent',
      owner_id: person.id,
      grant_types: ['client_credentials', EXCHANGE],
      scope: SCOPES.join(' '),
    });
    agents.push({ id: client.client_id, secret: client.client_secret });
  }
  issuer = await ForeignIssuer.register(gatehouse, {
    uses: ['subject_token'],
    clients: agents.map(({ id }) => id),
    scope: 'mcp a2a user',
  });
  await gatehouse.create(`/users/${person.id}/identities`, { issuer: issuer.name, subject: 'machine' });
});
afterAll(async () => {
  await gatehouse.stop();
  await upstream.stop();
});

/** What the test knows of a token by the requests alone, beside what the token says. */
interface Token {
  readonly text: string;
  readonly sid: string;
  readonly parent: Token | null;
  readonly scope: readonly string[];
  /** Where its session may be used. */
  readonly reach: readonly string[];
  readonly aud: string;
  readonly exp: number;
  /** Agents, who acts first. */
  readonly chain: readonly number[];
}

/** A part of what a parent has, and sometimes a name from anywhere. */
interface Part {
  readonly mask: number;
  readonly beyond: string | null;
}

/** What is asked of a parent, told by what the parent has: a chain is long only when all of its links are good. */
interface Step {
  /** How far back in the list of tokens the parent stands. */
  readonly back: number;
  /** Null: the first that is not in the chain yet. */
  readonly agent: number | null;
  readonly scope: Part | null;
  readonly resources: Part | null;
  /** Seconds that pass before. */
  readonly wait: number;
  readonly withActor: boolean;
}

interface Wish {
  readonly agent: number;
  readonly scope: readonly string[] | undefined;
  readonly resources: readonly string[];
}

const often = <T, U>(usual: fc.Arbitrary<T>, rare: fc.Arbitrary<U>, weight = 4) =>
  fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: rare });
const subset = (of: readonly string[], minLength: number) =>
  fc.subarray([...of], { minLength }).chain((part) => fc.shuffledSubarray(part, { minLength: part.length }));
const part = (names: readonly string[]): fc.Arbitrary<Part> =>
  fc.record({
    mask: often(fc.constant(255), fc.nat(255), 2),
    beyond: often(fc.constant(null), fc.constantFrom(...names), 8),
  });
const step: fc.Arbitrary<Step> = fc.record({
  back: often(fc.constant(0), fc.nat(6), 3),
  agent: often(fc.constant(null), fc.nat(AGENTS - 1), 2),
  scope: fc.oneof(fc.constant(null), part(SCOPES)),
  resources: often(part(NAMES), fc.constant(null), 6),
  wait: often(fc.nat(5), fc.nat(90), 6),
  withActor: fc.nat(5).map((n) => n === 0),
});
const taken = (of: readonly string[], { mask, beyond }: Part): string[] => {
  const some = of.filter((_, i) => (mask >> i) % 2 === 1);
  return [...new Set([...(some.length === 0 ? of.slice(0, 1) : some), ...(beyond === null ? [] : [beyond])])];
};
const wishOf = ({ agent, scope, resources: wanted }: Step, parent: Token): Wish => ({
  agent: agent ?? agents.findIndex((_, i) => !parent.chain.includes(i)),
  scope: scope === null ? undefined : taken(parent.scope, scope),
  resources: wanted === null ? [] : taken(parent.reach, wanted),
});
const tree = fc.record({
  /** Seconds until a foreign root ends; null for a root of our own. */
  foreign: fc.option(fc.integer({ min: 30, max: 600 }), { freq: 2 }),
  owner: fc.nat(AGENTS - 1),
  scope: fc.oneof(fc.constant(undefined), subset(SCOPES.slice(0, 4), 2)),
  reach: fc.oneof(fc.constant(NAMES as string[]), subset(NAMES, 2)),
  steps: fc.array(step, { minLength: 8, maxLength: 16, size: 'max' }),
  closed: fc.nat(100),
});

const now = () => gatehouse.clock.seconds();
const resourceOf = (name: string): string => resources[NAMES.indexOf(name as keyof typeof UPSTREAMS)]!;
const nameOf = (resource: string): string => NAMES[resources.indexOf(resource)]!;
const has = (scope: readonly string[], name: string): boolean =>
  scope.includes(name) || (name === 'anonymous' && scope.includes('user'));

function read(answer: Answer, parent: Token | null, known: Pick<Token, 'reach' | 'chain'>): Token {
  const { sid, aud, exp } = claimsOf(answer.body.access_token);
  const scope = (answer.body.scope as string).split(' ');
  return { text: answer.body.access_token as string, sid, aud: nameOf(aud), exp, scope, parent, ...known };
}

/** The first token of a tree, for which nothing bounds it but what its client and its issuer may. */
async function plant({ foreign, owner, scope, reach }: typeof tree extends fc.Arbitrary<infer T> ? T : never) {
  const agent = agents[owner]!;
  const fields = { resource: reach.map(resourceOf), scope: scope?.join(' ') };
  const known = { reach, chain: [owner] };
  if (foreign === null) {
    const form = { grant_type: 'client_credentials', ...fields };
    return read(await exchange(gatehouse, agent, form), null, known);
  }
  const exp = now() + foreign;
  const subject = { subject_token: await issuer.token({ exp }), subject_token_type: JWT };
  const given = (scope ?? SCOPES).filter((name) => ['mcp', 'a2a', 'user'].includes(name));
  const answer = await exchange(gatehouse, agent, {
    ...fields,
    ...subject,
    scope: given.length === 0 ? 'mcp' : given.join(' '),
  });
  expect(claimsOf(answer.body.access_token).exp).toBe(Math.min(exp, now() + LIFETIME));
  return read(answer, null, known);
}

/** Whether an exchange must be answered with a token: said here once more, from the rules and not from the code. */
function isGood(parent: Token, { agent, scope, resources: asked }: Wish, actorEnd: number): boolean {
  const [outermost, ...inner] = parent.chain;
  return (
    parent.exp > now() &&
    actorEnd > now() &&
    (scope ?? []).every((name) => has(parent.scope, name)) &&
    asked.every((name) => parent.reach.includes(name)) &&
    (agent === outermost || (!inner.includes(agent) && parent.chain.length < 8))
  );
}

async function pass(parent: Token, wish: Wish, actor: Token | undefined): Promise<Token | null> {
  const answer = await exchange(gatehouse, agents[wish.agent]!, {
    subject_token: parent.text,
    subject_token_type: ACCESS_TOKEN,
    scope: wish.scope?.join(' '),
    resource: wish.resources.map(resourceOf),
    ...(actor === undefined ? {} : { actor_token: actor.text, actor_token_type: ACCESS_TOKEN }),
  });
  const good = isGood(parent, wish, actor?.exp ?? Infinity);
  expect([answer.status, answer.text]).toEqual([good ? 200 : 400, answer.text]);
  if (!good) return null;
  return read(answer, parent, {
    reach: wish.resources.length === 0 ? [parent.aud] : wish.resources,
    chain: wish.agent === parent.chain[0] ? parent.chain : [wish.agent, ...parent.chain],
  });
}

/** 200, or why not: 401 for a token that is not good there, 403 for one that lacks a scope. */
async function call(token: Token, name: string): Promise<number> {
  const answer = await gatehouse.request('POST', `/api/v1/mcp/${name}`, {
    headers: { authorization: `Bearer ${token.text}`, 'content-type': 'application/json' },
    body: '{"jsonrpc":"2.0","id":1,"method":"ping"}',
  });
  return answer.status;
}

const expected = (token: Token, name: string, open: boolean): number => {
  if (!open || token.exp <= now() || token.aud !== name) return 401;
  return UPSTREAMS[name as keyof typeof UPSTREAMS].every((scope) => has(token.scope, scope)) ? 200 : 403;
};

/** What a token and those it came from may do, as the tokens themselves and the gate tell it. */
async function expectNarrower(child: Token, parent: Token): Promise<void> {
  const [inner, outer] = [claimsOf(child.text), claimsOf(parent.text)];
  expect(inner.sub).toBe(outer.sub);
  expect(inner.exp).toBeLessThanOrEqual(outer.exp);
  for (const name of child.scope) expect([name, has(parent.scope, name)]).toEqual([name, true]);
  expect(parent.reach).toEqual(expect.arrayContaining([...child.reach]));
  const { body } = await gatehouse.adminCall('GET', `/sessions/${child.sid}`);
  expect(body.parent_id).toBe(parent.sid);
  const actors = [];
  for (let act = inner.act; act !== undefined; act = act.act) actors.push(act.sub);
  expect(actors).toEqual(child.chain.map((agent) => agents[agent]!.id));
}

const isWithin = (token: Token | null, root: Token): boolean =>
  token !== null && (token === root || isWithin(token.parent, root));

describe('trees of exchanges', () => {
  let [made, refused, deepest] = [0, 0, 0];

  it('no token can do what the one it came from cannot, and the end of a session is that of its subtree alone', async () => {
    await fc.assert(
      fc.asyncProperty(tree, async (wishes) => {
        const actors = new Map<number, Token>();
        for (const agent of [0, 1]) {
          const form = { grant_type: 'client_credentials', resource: resources[0] };
          actors.set(agent, read(await exchange(gatehouse, agents[agent]!, form), null, { reach: [], chain: [agent] }));
        }
        gatehouse.clock.advance(wishes.closed * 1000);
        const tokens = [await plant(wishes)];
        for (const one of wishes.steps) {
          gatehouse.clock.advance(one.wait * 1000);
          const parent = tokens[Math.max(0, tokens.length - 1 - one.back)]!;
          const wish = wishOf(one, parent);
          const child = await pass(parent, wish, one.withActor ? actors.get(wish.agent) : undefined);
          refused += child === null ? 1 : 0;
          if (child === null) continue;
          await expectNarrower(child, parent);
          tokens.push(child);
        }
        made += tokens.length;
        deepest = Math.max(deepest, ...tokens.map(({ chain }) => chain.length));
        for (const token of tokens) {
          for (const name of NAMES) {
            const status = await call(token, name);
            expect([name, status]).toEqual([name, expected(token, name, true)]);
            // Above all: where it is admitted, the one it came from could have gone.
            if (status === 200 && token.parent !== null) expect(token.parent.reach).toContain(name);
          }
        }
        const root = tokens[wishes.closed % tokens.length]!;
        await gatehouse.adminCall('DELETE', `/sessions/${root.sid}`);
        for (const token of tokens) {
          const open = !isWithin(token, root);
          expect([open, await call(token, token.aud)]).toEqual([open, expected(token, token.aud, open)]);
        }
        const again = await exchange(gatehouse, agents[root.chain[0]!]!, {
          subject_token: root.text,
          subject_token_type: ACCESS_TOKEN,
        });
        expect([again.status, again.body.error]).toEqual([400, 'invalid_request']);
      }),
      RUN,
    );
  });

  it('were trees indeed', () => {
    expect(made).toBeGreaterThan(RUN.numRuns * 5);
    expect(refused).toBeGreaterThan(RUN.numRuns);
    expect(deepest).toBe(8);
  });
});
