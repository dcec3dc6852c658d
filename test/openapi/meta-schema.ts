/**
 * The rules of OpenAPI 3.1 for what our document has of it: fixed members and their types, and nothing else but what
 * begins with `x-`. Schemas within are checked as JSON Schema apart.
 */
const closed = { patternProperties: { '^x-': true }, additionalProperties: false };
const text = { type: 'string' };
const schema = { type: 'object' };
const map = (of: object): object => ({ type: 'object', additionalProperties: of });
const media = map({
  type: 'object',
  properties: { schema, example: true, examples: { type: 'object' }, encoding: { type: 'object' } },
  ...closed,
});
const header = {
  type: 'object',
  properties: { description: text, required: { type: 'boolean' }, schema },
  ...closed,
};
const parameter = {
  type: 'object',
  properties: {
    name: { type: 'string', minLength: 1 },
    in: { enum: ['query', 'path', 'header', 'cookie'] },
    description: text,
    required: { type: 'boolean' },
    deprecated: { type: 'boolean' },
    schema,
    example: true,
  },
  required: ['name', 'in', 'schema'],
  if: { properties: { in: { const: 'path' } } },
  then: { required: ['required'], properties: { required: { const: true } } },
  ...closed,
};
const response = {
  type: 'object',
  properties: { description: text, headers: map(header), content: media, links: { type: 'object' } },
  required: ['description'],
  ...closed,
};
const operation = {
  type: 'object',
  properties: {
    operationId: text,
    tags: { type: 'array', items: text },
    summary: text,
    description: text,
    deprecated: { type: 'boolean' },
    parameters: { type: 'array', items: parameter, uniqueItems: true },
    requestBody: {
      type: 'object',
      properties: { description: text, content: media, required: { type: 'boolean' } },
      required: ['content'],
      ...closed,
    },
    responses: {
      type: 'object',
      minProperties: 1,
      patternProperties: { '^[1-5][0-9]{2}$': response, '^x-': true },
      properties: { default: response },
      additionalProperties: false,
    },
    security: { type: 'array', items: map({ type: 'array', items: text }) },
  },
  required: ['responses', 'operationId'],
  ...closed,
};
const flow = {
  type: 'object',
  properties: {
    authorizationUrl: { type: 'string', pattern: '^https?://' },
    tokenUrl: { type: 'string', pattern: '^https?://' },
    refreshUrl: { type: 'string', pattern: '^https?://' },
    scopes: map(text),
  },
  required: ['tokenUrl', 'scopes'],
  ...closed,
};
const securityScheme = {
  type: 'object',
  properties: {
    type: { enum: ['apiKey', 'http', 'mutualTLS', 'oauth2', 'openIdConnect'] },
    description: text,
    scheme: text,
    bearerFormat: text,
    openIdConnectUrl: text,
    flows: {
      type: 'object',
      properties: {
        clientCredentials: flow,
        authorizationCode: { ...flow, required: ['tokenUrl', 'authorizationUrl', 'scopes'] },
      },
      ...closed,
    },
  },
  required: ['type'],
  allOf: [
    { if: { properties: { type: { const: 'http' } } }, then: { required: ['scheme'] } },
    { if: { properties: { type: { const: 'oauth2' } } }, then: { required: ['flows'] } },
    { if: { properties: { type: { const: 'openIdConnect' } } }, then: { required: ['openIdConnectUrl'] } },
  ],
  ...closed,
};

/** See above. */
export const META_SCHEMA = {
  type: 'object',
  properties: {
    openapi: { type: 'string', pattern: '^3\\.1\\.\\d+$' },
    info: {
      type: 'object',
      properties: { title: text, summary: text, description: text, version: text },
      required: ['title', 'version'],
      ...closed,
    },
    jsonSchemaDialect: { type: 'string' },
    servers: {
      type: 'array',
      items: { type: 'object', properties: { url: text, description: text }, required: ['url'], ...closed },
    },
    tags: {
      type: 'array',
      uniqueItems: true,
      items: { type: 'object', properties: { name: text, description: text }, required: ['name'], ...closed },
    },
    paths: {
      type: 'object',
      patternProperties: {
        '^/': {
          type: 'object',
          properties: Object.fromEntries(['get', 'post', 'put', 'patch', 'delete'].map((verb) => [verb, operation])),
          ...closed,
        },
      },
      additionalProperties: false,
    },
    components: {
      type: 'object',
      properties: {
        schemas: { type: 'object', propertyNames: { pattern: '^[a-zA-Z0-9._-]+$' }, additionalProperties: schema },
        securitySchemes: map(securityScheme),
      },
      ...closed,
    },
  },
  required: ['openapi', 'info', 'paths'],
  ...closed,
};
