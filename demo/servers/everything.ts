import { setTimeout as sleep } from 'node:timers/promises';
import type { JWTPayload } from 'jose';

/** What a running tool may use: who called, whether they are still there, and a way to report progress. */
export interface ToolRun {
  claims: JWTPayload | null;
  signal: AbortSignal;
  progress: (done: number, total: number, message: string) => Promise<void>;
}

/** A tool both MCP servers offer, described once in plain JSON Schema. */
export interface DemoTool {
  name: string;
  description: string;
  inputSchema: {
    type: 'object';
    properties: Record<string, object>;
    required?: string[];
    additionalProperties: false;
  };
  /** Arguments have passed `inputSchema`. The text is the tool's whole answer. */
  run: (args: Record<string, unknown>, call: ToolRun) => Promise<string> | string;
}

const text = (description: string): object => ({ type: 'string', description });
const number = (description: string): object => ({ type: 'number', description });

/** `echo`, `add`, `whoami`, `slow` and `region`: a plain answer, a sum, the caller, a stream, a mirrored header. */
export const tools: readonly DemoTool[] = [
  {
    name: 'echo',
    description: 'Says the message back',
    inputSchema: {
      type: 'object',
      properties: { message: text('what to say') },
      required: ['message'],
      additionalProperties: false,
    },
    run: ({ message }) => String(message),
  },
  {
    name: 'add',
    description: 'Adds two numbers',
    inputSchema: {
      type: 'object',
      properties: { a: number('first'), b: number('second') },
      required: ['a', 'b'],
      additionalProperties: false,
    },
    run: ({ a, b }) => String(Number(a) + Number(b)),
  },
  {
    name: 'whoami',
    description: 'The verified claims of the token this server received, as JSON; null when it checks none',
    inputSchema: { type: 'object', properties: {}, additionalProperties: false },
    run: (_args, { claims }) => JSON.stringify(claims),
  },
  {
    name: 'slow',
    description: 'Counts to `steps`, reporting progress, with `delay_ms` before each; stops when the caller goes away',
    inputSchema: {
      type: 'object',
      properties: {
        steps: { type: 'integer', minimum: 1, maximum: 10_000, default: 5 },
        delay_ms: { type: 'integer', minimum: 0, maximum: 60_000, default: 200 },
      },
      additionalProperties: false,
    },
    run: slow,
  },
  {
    name: 'region',
    description: 'Says the region back, which a 2026-07-28 client must repeat as the header Mcp-Param-Region',
    inputSchema: {
      type: 'object',
      properties: { region: { type: 'string', 'x-mcp-header': 'Region' } },
      required: ['region'],
      additionalProperties: false,
    },
    run: ({ region }) => String(region),
  },
];

/** The one resource both servers offer. */
export const resource = {
  name: 'greeting',
  uri: 'demo://greeting',
  mimeType: 'text/plain',
  text: 'Hello from behind the gate.',
} as const;

/** The one prompt both servers offer. */
export const prompt = {
  name: 'introduce',
  description: 'Asks the model to introduce somebody',
  argument: { name: 'who', description: 'whom to introduce' },
  write: (who: string): string => `Introduce ${who} in one sentence.`,
} as const;

async function slow(args: Record<string, unknown>, { signal, progress }: ToolRun): Promise<string> {
  const steps = Number(args.steps ?? 5);
  const delay = Number(args.delay_ms ?? 200);
  for (let step = 1; step <= steps; step++) {
    await sleep(delay, undefined, { signal });
    await progress(step, steps, `step ${step} of ${steps}`);
  }
  return `counted to ${steps}`;
}
