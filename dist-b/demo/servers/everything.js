import { setTimeout as sleep } from 'node:timers/promises';
const text = (description) => ({ type: 'string', description });
const number = (description) => ({ type: 'number', description });
/** `echo`, `add`, `whoami`, `slow` and `region`: a plain answer, a sum, the caller, a stream, a mirrored header. */
export const tools = [
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
};
/** The one prompt both servers offer. */
export const prompt = {
    name: 'introduce',
    description: 'Asks the model to introduce somebody',
    argument: { name: 'who', description: 'whom to introduce' },
    write: (who) => `Introduce ${who} in one sentence.`,
};
async function slow(args, { signal, progress }) {
    const steps = Number(args.steps ?? 5);
    const delay = Number(args.delay_ms ?? 200);
    for (let step = 1; step <= steps; step++) {
        await sleep(delay, undefined, { signal });
        await progress(step, steps, `step ${step} of ${steps}`);
    }
    return `counted to ${steps}`;
}
//# sourceMappingURL=everything.js.map