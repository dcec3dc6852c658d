/** What the servers ask people for. The suite looks for each of these members and defaults. */
export const PERSON = {
  type: 'object',
  properties: {
    username: { type: 'string', description: 'their name' },
    email: { type: 'string', description: 'their address' },
  },
  required: ['username', 'email'],
} as const;

/** A default for every primitive type (SEP-1034). */
export const DEFAULTS = {
  type: 'object',
  properties: {
    name: { type: 'string', default: 'John Doe' },
    age: { type: 'integer', default: 30 },
    score: { type: 'number', default: 95.5 },
    status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
    verified: { type: 'boolean', default: true },
  },
} as const;

const titled = [
  { const: 'value1', title: 'One' },
  { const: 'value2', title: 'Two' },
];

/** Every way to write a choice (SEP-1330). */
export const ENUMS = {
  type: 'object',
  properties: {
    untitledSingle: { type: 'string', enum: ['option1', 'option2', 'option3'] },
    titledSingle: { type: 'string', oneOf: titled },
    legacyEnum: { type: 'string', enum: ['opt1', 'opt2'], enumNames: ['One', 'Two'] },
    untitledMulti: { type: 'array', items: { type: 'string', enum: ['option1', 'option2', 'option3'] } },
    titledMulti: { type: 'array', items: { anyOf: titled } },
  },
} as const;
