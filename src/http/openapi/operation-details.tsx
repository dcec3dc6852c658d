import type { VNode } from 'preact';
import type { OpenApi, Operation } from './api-document.js';
import { curlOf } from './curl-example.rules.js';
import type { Verb } from './mounted-routes.js';
import type { Schema } from './operation-facts.js';

/** An operation as the page shows it. */
export interface Shown {
  readonly verb: Verb;
  readonly path: string;
  readonly operation: Operation;
}

interface Body {
  readonly type: string;
  readonly schema: Schema;
}

interface DetailsProps {
  readonly shown: Shown;
  readonly document: OpenApi;
  /** Answers that are told elsewhere. */
  readonly common: ReadonlySet<string>;
  readonly open: boolean;
}

/** One operation, to unfold: its address on the page lies within, so that whoever comes by a link finds it open. */
export function OperationDetails({ shown, document, common, open }: DetailsProps): VNode {
  const { verb, path, operation } = shown;
  const id = operation.operationId;
  const parameters = (operation['parameters'] ?? []) as readonly Parameter[];
  const bodies = bodiesOf(operation, document);
  const [{ url: base }] = document['servers'] as readonly [{ readonly url: string }];
  const curl = operation.tags.includes('pages')
    ? null
    : curlOf({ base, verb, path, operation, body: bodies[0] ?? null });
  return (
    <details class="operation" open={open}>
      <summary>
        <code>{verb.toUpperCase()}</code> <strong>{path}</strong>{' '}
        <span class="quiet">{operation.summary.replaceAll('`', '')}</span>
      </summary>
      <p id={id}>
        <a href={`#${id}`}>
          <code>{id}</code>
        </a>{' '}
        {((operation['description'] ?? '') as string).replaceAll('`', '')} {callerOf(operation)}
      </p>
      {curl === null ? null : (
        <pre tabIndex={0} aria-label={`${id} with curl`}>
          {curl}
        </pre>
      )}
      <Rows
        heading="Parameters"
        rows={parameters.map(({ name, in: place, required, description, schema }) => [
          required === true ? `${name} *` : name,
          [place, typeOf(schema), description].filter((text) => text !== undefined && text !== '').join(' · '),
        ])}
      />
      {bodies.map(({ type, schema }) => (
        <Fields type={type} schema={schema} />
      ))}
      <Answers operation={operation} common={common} />
    </details>
  );
}

/** Each answer of an operation as its status and what is said of it. */
export function responsesOf(operation: Operation): readonly string[] {
  const responses = operation['responses'] as Readonly<Record<string, { readonly description: string }>>;
  return Object.entries(responses).map(([status, { description }]) => `${status} ${description.replaceAll('`', '')}`);
}

function Answers({ operation, common }: Pick<DetailsProps, 'common'> & Pick<Shown, 'operation'>): VNode {
  const answers = responsesOf(operation).map((answer) => {
    const [status = ''] = answer.split(' ', 1);
    return { status, said: answer.slice(status.length + 1), isCommon: common.has(answer) };
  });
  const others = answers.filter(({ isCommon }) => isCommon).map(({ status }) => status);
  return (
    <>
      <Rows
        heading="Answers"
        rows={answers.filter(({ isCommon }) => !isCommon).map(({ status, said }) => [status, said])}
      />
      <p class="hint">
        <a href="#answers">As many others</a>: {others.join(', ')}
      </p>
    </>
  );
}

/** Whose call is answered, in one sentence. */
function callerOf(operation: Operation): string {
  const roles = operation['x-roles'] as Readonly<Record<string, readonly string[]>> | undefined;
  if (roles === undefined) return '';
  const named = Object.entries(roles).map(([role, reach]) => role + (REACH[String(reach)] ?? ''));
  return `Roles: ${named.join(', ')}.`;
}

const REACH: Readonly<Record<string, string>> = {
  people: ' (people without an administrative role)',
  own: ' (own clients)',
};

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
}

/** What may be sent: one form of it, or several, of which the first is the example's. */
function bodiesOf(operation: Operation, document: OpenApi): readonly Body[] {
  const body = operation['requestBody'] as
    { readonly content: Readonly<Record<string, { readonly schema: Schema }>> } | undefined;
  return Object.entries(body?.content ?? {}).flatMap(([type, { schema }]) => {
    const forms = (schema['oneOf'] ?? schema['anyOf'] ?? [schema]) as readonly Schema[];
    return forms.map((form) => ({ type, schema: resolved(form, document) }));
  });
}

function Fields({ type, schema }: Body): VNode | null {
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, Schema>>;
  const required = (schema['required'] ?? []) as readonly string[];
  const title = schema['title'] === undefined ? '' : ` ${schema['title'] as string}`;
  return (
    <Rows
      heading={`Body: ${type}${title}`}
      rows={Object.entries(properties).map(([name, field]) => [
        required.includes(name) ? `${name} *` : name,
        [typeOf(field), field['description']].filter((text) => text !== undefined && text !== '').join(' · '),
      ])}
    />
  );
}

interface RowsProps {
  readonly heading?: string;
  readonly rows: readonly (readonly [string, string])[];
}

/** Names, and what is said of each; nothing when there is none. */
export function Rows({ heading, rows }: RowsProps): VNode | null {
  if (rows.length === 0) return null;
  return (
    <>
      {heading === undefined ? null : <h3>{heading}</h3>}
      <dl>
        {rows.map(([name, text]) => (
          <div>
            <dt>{name}</dt>
            <dd>{text.replaceAll('`', '')}</dd>
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
