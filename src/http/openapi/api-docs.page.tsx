import type { VNode } from 'preact';
import type { OpenApi, Operation } from './api-document.js';
import { VERBS, type Verb } from './mounted-routes.js';
import type { Schema } from './operation-facts.js';

interface Shown {
  readonly verb: Verb;
  readonly path: string;
  readonly operation: Operation;
}

/** The whole document on one page, without a script: what is administered first, each operation to unfold. */
export function ApiDocsPage({ document }: { readonly document: OpenApi }): VNode {
  const all = Object.entries(document.paths).flatMap(([path, item]) =>
    VERBS.flatMap((verb) => (item[verb] === undefined ? [] : [{ verb, path, operation: item[verb] }])),
  );
  return (
    <div class="api">
      <h1>API</h1>
      <p class="lead">
        {(document.info['description'] as string).replaceAll('`', '')} The same for programs:{' '}
        <a href="/api/openapi.json">openapi.json</a>.
      </p>
      <nav aria-label="Parts">
        <ul class="parts">
          {document.tags.map(({ name }) => (
            <li>
              <a href={`#${name}`}>{name}</a>
            </li>
          ))}
        </ul>
      </nav>
      {document.tags.map(({ name, description }) => (
        <section id={name}>
          <h2>{name}</h2>
          <p class="quiet">{description}</p>
          {all
            .filter(({ operation }) => operation.tags.includes(name))
            .map((shown) => (
              <OperationDetails shown={shown} document={document} />
            ))}
        </section>
      ))}
    </div>
  );
}

function OperationDetails({ shown, document }: { readonly shown: Shown; readonly document: OpenApi }): VNode {
  const { verb, path, operation } = shown;
  const roles = operation['x-roles'] as Readonly<Record<string, readonly string[]>> | undefined;
  const responses = operation['responses'] as Readonly<Record<string, { readonly description: string }>>;
  const parameters = (operation['parameters'] ?? []) as readonly Parameter[];
  return (
    <details class="operation" id={operation.operationId}>
      <summary>
        <code>{verb.toUpperCase()}</code> <strong>{path}</strong> <span class="quiet">{operation.summary}</span>
      </summary>
      <p>
        <code>{operation.operationId}</code> {((operation['description'] ?? '') as string).replaceAll('`', '')}
      </p>
      {roles === undefined ? null : (
        <Rows
          heading="Roles"
          rows={Object.entries(roles).map(([role, reach]) => [role, reach.map((whose) => REACH[whose]).join(', ')])}
        />
      )}
      <Rows
        heading="Parameters"
        rows={parameters.map(({ name, in: place, description, schema }) => [
          name,
          [place, typeOf(schema), description].filter((text) => text !== undefined && text !== '').join(' · '),
        ])}
      />
      <Body operation={operation} document={document} />
      <Rows
        heading="Answers"
        rows={Object.entries(responses).map(([status, { description }]) => [status, description.replaceAll('`', '')])}
      />
    </details>
  );
}

const REACH: Readonly<Record<string, string>> = {
  all: 'everybody’s',
  people: 'of people without an administrative role',
  own: 'of the own clients',
};

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly description?: string;
  readonly schema: Schema;
}

function Body({ operation, document }: { readonly operation: Operation; readonly document: OpenApi }): VNode | null {
  const body = operation['requestBody'] as
    { readonly content: Readonly<Record<string, { readonly schema: Schema }>> } | undefined;
  if (body === undefined) return null;
  const [[type = '', { schema }] = ['', { schema: {} }]] = Object.entries(body.content);
  const forms = (schema['oneOf'] as readonly Schema[] | undefined) ?? [schema];
  return (
    <>
      {forms.map((form) => (
        <Fields type={type} schema={resolved(form, document)} />
      ))}
    </>
  );
}

function Fields({ type, schema }: { readonly type: string; readonly schema: Schema }): VNode {
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, Schema>>;
  const required = (schema['required'] ?? []) as readonly string[];
  const [example] = (schema['examples'] ?? []) as readonly unknown[];
  const title = schema['title'] === undefined ? '' : ` ${schema['title'] as string}`;
  return (
    <>
      <Rows
        heading={`Body: ${type}${title}`}
        rows={Object.entries(properties).map(([name, field]) => [
          required.includes(name) ? `${name} *` : name,
          [typeOf(field), field['description']].filter((text) => text !== undefined && text !== '').join(' · '),
        ])}
      />
      {example === undefined ? null : (
        <pre tabIndex={0} aria-label="Example">
          {JSON.stringify(example, null, 2)}
        </pre>
      )}
    </>
  );
}

function Rows({
  heading,
  rows,
}: {
  readonly heading: string;
  readonly rows: readonly (readonly [string, string])[];
}): VNode | null {
  if (rows.length === 0) return null;
  return (
    <>
      <h3>{heading}</h3>
      <dl class="details">
        {rows.map(([name, text]) => (
          <div>
            <dt>
              <code>{name}</code>
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function resolved(schema: Schema, document: OpenApi): Schema {
  const name = ((schema['$ref'] ?? '') as string).split('/').at(-1) ?? '';
  const schemas = document.components['schemas'] as Readonly<Record<string, Schema>>;
  return schemas[name] ?? schema;
}

function typeOf({ type, enum: words, items }: Schema): string {
  if (Array.isArray(words)) return words.map(String).join(' | ');
  if (type === 'array') return `list of ${typeOf((items ?? {}) as Schema) || 'anything'}`;
  return [type ?? ''].flat().map(String).join(' or ');
}
