import { setTimeout as sleep } from 'node:timers/promises';
import { tools as demoTools, type ToolRun } from '../../../demo/servers/everything.js';

/** A part of what a tool or a prompt answers with, in the words of every revision of MCP. */
export type Part =
  | { type: 'text'; text: string }
  | { type: 'image' | 'audio'; data: string; mimeType: string }
  | { type: 'resource'; resource: { uri: string; mimeType: string; text: string } };

/** A tool that both lines of the SDK serve, because it asks nothing of whoever calls. */
export interface PlainTool {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: Record<string, unknown> & { type: 'object' };
  readonly run: (args: Record<string, unknown>, call: ToolRun) => Promise<Part[]> | Part[];
}

/** One pixel. */
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

/** A WAV file without a sample: its header says so. */
function silence(): string {
  const header = Buffer.alloc(44);
  header.write('RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0', 'latin1');
  header.writeUInt32LE(8000, 24);
  header.writeUInt32LE(8000, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write('data', 36, 'latin1');
  return header.toString('base64');
}

export const text = (words: string): Part => ({ type: 'text', text: words });
const image: Part = { type: 'image', data: PNG, mimeType: 'image/png' };
const embedded = (uri: string, words: string, mimeType = 'text/plain'): Part => ({
  type: 'resource',
  resource: { uri, mimeType, text: words },
});

/** The schema of a tool that takes nothing. */
export const NOTHING = { type: 'object', properties: {}, additionalProperties: false } as const;

/** The keywords that the conformance suite looks for after a tool list has travelled. */
const WIDE_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  $defs: {
    address: {
      $anchor: 'addressDef',
      type: 'object',
      properties: { street: { type: 'string' }, city: { type: 'string' } },
    },
  },
  properties: {
    name: { type: 'string' },
    address: { $ref: '#/$defs/address' },
    contactMethod: { type: 'string', enum: ['phone', 'email'] },
    phone: { type: 'string' },
    email: { type: 'string' },
  },
  allOf: [{ anyOf: [{ required: ['phone'] }, { required: ['email'] }] }],
  if: { properties: { contactMethod: { const: 'phone' } }, required: ['contactMethod'] },
  then: { required: ['phone'] },
  else: { required: ['email'] },
  additionalProperties: false,
} as const;

async function progressing(_args: unknown, { progress }: ToolRun): Promise<Part[]> {
  for (const done of [0, 50, 100]) {
    await progress(done, 100, `${done} of 100`);
    await sleep(20);
  }
  return [text('went all the way')];
}

const plain = (name: string, run: PlainTool['run']): PlainTool => ({
  name,
  description: `What the conformance suite calls ${name}`,
  inputSchema: NOTHING,
  run,
});

/** The suite's tools, then those of the demo: the suite calls the first one without arguments. */
export const plainTools: readonly PlainTool[] = [
  plain('test_simple_text', () => [text('a simple text')]),
  plain('test_image_content', () => [image]),
  plain('test_audio_content', () => [{ type: 'audio', data: silence(), mimeType: 'audio/wav' }]),
  plain('test_embedded_resource', () => [embedded('test://embedded-resource', 'what is embedded')]),
  plain('test_multiple_content_types', () => [
    text('several things'),
    image,
    embedded('test://mixed-content-resource', '{"several":true}', 'application/json'),
  ]),
  plain('test_tool_with_progress', progressing),
  plain('test_error_handling', () => {
    throw new Error('this tool always fails');
  }),
  { ...plain('json_schema_2020_12_tool', () => [text('taken')]), inputSchema: WIDE_SCHEMA },
  ...demoTools.map((tool) => ({
    ...tool,
    run: async (args: object, call: ToolRun) => [text(await tool.run({ ...args }, call))],
  })),
];

/** What a resource of ours holds; undefined when there is none of that URI. */
export function contentsOf(
  uri: string,
): ({ uri: string; mimeType: string } & ({ text: string } | { blob: string })) | undefined {
  if (uri === 'test://static-text') return { uri, mimeType: 'text/plain', text: 'text that stays' };
  if (uri === 'test://static-binary') return { uri, mimeType: 'image/png', blob: PNG };
  if (uri === 'test://watched-resource') return { uri, mimeType: 'text/plain', text: 'worth watching' };
  const id = /^test:\/\/template\/([^/]+)\/data$/.exec(uri)?.[1];
  return id === undefined
    ? undefined
    : { uri, mimeType: 'application/json', text: JSON.stringify({ id, templateTest: true }) };
}

export const resources = ['static-text', 'static-binary', 'watched-resource'].map((name) => ({
  name,
  uri: `test://${name}`,
  description: `The resource ${name}`,
}));
export const template = { name: 'data', uriTemplate: 'test://template/{id}/data', description: 'Data of an id' };

interface PlainPrompt {
  readonly name: string;
  readonly description: string;
  readonly arguments: readonly string[];
  readonly write: (args: Record<string, string>) => Part[];
}

export const prompts: readonly PlainPrompt[] = [
  { name: 'test_simple_prompt', description: 'One text', arguments: [], write: () => [text('a simple prompt')] },
  {
    name: 'test_prompt_with_arguments',
    description: 'A text of its arguments',
    arguments: ['arg1', 'arg2'],
    write: ({ arg1, arg2 }) => [text(`with '${arg1}' and '${arg2}'`)],
  },
  {
    name: 'test_prompt_with_embedded_resource',
    description: 'A resource and a text',
    arguments: ['resourceUri'],
    write: ({ resourceUri }) => [embedded(String(resourceUri), 'what is embedded'), text('Look at this.')],
  },
  {
    name: 'test_prompt_with_image',
    description: 'An image and a text',
    arguments: [],
    write: () => [image, text('Look.')],
  },
];

/** What `arg1` of the prompt, and `id` of the template, may be completed to. */
export const completed = (value: string) => ['paris', 'park', 'party'].filter((word) => word.startsWith(value));

/** Each part as a message of the user. */
export const asMessages = (parts: Part[]) => parts.map((content) => ({ role: 'user' as const, content }));
