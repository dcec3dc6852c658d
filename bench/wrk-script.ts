// The script by which wrk sends what a plan says, looks at every answer, and prints the numbers in one line of JSON.
import { CARD, type Deck, type LoadPlan } from './load.js';

/** @param cards the file in which the deck's cards stand, one in a line */
export function luaScript({ request, deck, connections }: LoadPlan, cards: string): string {
  const { method, headers, body, expected } = request;
  const parts = [
    `wrk.method = ${quoted(method)}`,
    `wrk.body = ${quoted(body)}`,
    ...Object.entries(headers).map(([name, value]) => `wrk.headers[ ${quoted(name)} ] = ${quoted(value)}`),
    deck === undefined ? '' : drawing(deck.kind, headers['authorization'] ?? '', body, cards),
    looking(deck?.kind, expected, connections),
    NUMBERS,
  ];
  return parts.join('\n');
}

const quoted = (text: string) => `[==[\n${text}]==]`;

/** A Lua expression for a text in which `card` takes its place. */
function filled(text: string): string {
  const [before = '', after] = text.split(CARD);
  return after === undefined ? quoted(text) : `${quoted(before)} .. card .. ${quoted(after)}`;
}

/** How each card leaves its place; the next one is always at `first`. */
const LEAVING: Readonly<Record<Deck['kind'], string>> = {
  turns: 'first = first % last + 1',
  once: 'first = first + 1',
  chain: 'cards[first] = nil; first = first + 1',
};

function drawing(kind: Deck['kind'], authorization: string, body: string, file: string): string {
  return `local cards, first, last, looked = {}, 1, 0, false
for line in io.lines(${quoted(file)}) do
  last = last + 1
  cards[last] = line
end
local function written(card)
  ${authorization.includes(CARD) ? `wrk.headers["authorization"] = ${filled(authorization)}` : ''}
  return wrk.format(nil, nil, nil, ${filled(body)})
end
function request()
  local card = cards[first] or "none-is-left"
  -- wrk asks for one request ahead of all others, to look at it, and never sends it.
  if looked then ${LEAVING[kind]} end
  looked = true
  return written(card)
end
local function left() return last - first + 1 end
local function put(card)
  last = last + 1
  cards[last] = card
end`;
}

function looking(kind: Deck['kind'] | undefined, expected: string | undefined, connections: number): string {
  const right = [
    'status == 200',
    ...(expected === undefined ? [] : [`string.find(body, ${quoted(expected)}, 1, true)`]),
    ...(kind === 'chain' ? ['take(body)'] : []),
  ];
  return `-- wrk itself counts only what is over 399 as an error. Not local: thread:get reads globals.
refused = 0
local threads = {}
function setup(thread) table.insert(threads, thread) end
${kind === 'chain' ? CHAIN : ''}
function response(status, headers, body)
  if not (${right.join(' and ')}) then refused = refused + 1 end
  ${kind === 'once' ? `if left() <= ${connections} then wrk.thread:stop() end` : ''}
end`;
}

const CHAIN = `local function take(body)
  local card = string.match(body, '"refresh_token":"([^"]+)"')
  if card then put(card) end
  return card
end`;

const NUMBERS = `function done(summary, latency)
  local e, other = summary.errors, 0
  for _, thread in ipairs(threads) do other = other + thread:get("refused") end
  print(string.format('{"answers":%d,"errors":%d,"seconds":%f,"p50":%d,"p99":%d}', summary.requests,
    e.connect + e.read + e.write + e.timeout + other, summary.duration / 1e6, latency:percentile(50), latency:percentile(99)))
end
`;
