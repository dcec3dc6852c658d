import type { VNode } from 'preact';
import type { OpenApi } from './api-document.js';
import { VERBS } from './mounted-routes.js';
import { OperationDetails, responsesOf, Rows, type Shown } from './operation-details.js';

/** An answer that so many operations have is told once, at the end. */
const COMMON = 20;

/** Where so few are left, they are open. */
const FEW = 3;

interface DocsProps {
  readonly document: OpenApi;
  /** Words that operations must have, to be shown. */
  readonly asked: string;
}

/** The document on one page, without a script: what is administered first, each operation to unfold. */
export function ApiDocsPage({ document, asked }: DocsProps): VNode {
  const all = operationsOf(document);
  const common = commonOf(all);
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean);
  const found = words.length === 0 ? all : all.filter((shown) => words.every((word) => textOf(shown).includes(word)));
  const parts = document.tags.filter(({ name }) => found.some(({ operation }) => operation.tags.includes(name)));
  return (
    <div class="api">
      <h1>API</h1>
      <p class="lead">
        {(document.info['description'] as string).replaceAll('`', '')} The same for programs:{' '}
        <a href="/api/openapi.json">openapi.json</a>.
      </p>
      <Search asked={asked} found={words.length === 0 ? null : found.length} />
      <nav aria-label="Parts">
        <ul class="parts">
          {parts.map(({ name }) => (
            <li>
              <a href={`#${name}`}>{name.replaceAll('_', ' ')}</a>
            </li>
          ))}
          <li>
            <a href="#answers">answers</a>
          </li>
        </ul>
      </nav>
      {parts.map(({ name, description }) => (
        <section id={name}>
          <h2>{name.replaceAll('_', ' ')}</h2>
          <p class="quiet">{description}</p>
          {found
            .filter(({ operation }) => operation.tags.includes(name))
            .map((shown) => (
              <OperationDetails shown={shown} document={document} common={common} open={found.length <= FEW} />
            ))}
        </section>
      ))}
      <CommonAnswers common={common} />
    </div>
  );
}

function Search({ asked, found }: { readonly asked: string; readonly found: number | null }): VNode {
  return (
    <form class="search" role="search" action="/api/docs">
      <div class="field">
        <label for="q">Find operations</label>
        <input id="q" name="q" type="search" value={asked} maxLength={100} autocomplete="off" />
      </div>
      <button class="button">Find</button>
      {found === null ? null : (
        <p role="status">
          {found === 0 ? 'No operation has' : found === 1 ? 'One operation has' : `${found} operations have`} these
          words. <a href="/api/docs">Show all</a>
        </p>
      )}
    </form>
  );
}

function CommonAnswers({ common }: { readonly common: ReadonlySet<string> }): VNode {
  const rows = [...common].sort().map((answer) => {
    const [status = ''] = answer.split(' ', 1);
    return [status, answer.slice(status.length + 1)] as const;
  });
  return (
    <section id="answers">
      <h2>Answers that many have in common</h2>
      <Rows rows={rows} />
    </section>
  );
}

function operationsOf(document: OpenApi): readonly Shown[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    VERBS.flatMap((verb) => (item[verb] === undefined ? [] : [{ verb, path, operation: item[verb] }])),
  );
}

function commonOf(all: readonly Shown[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const answer of all.flatMap(({ operation }) => responsesOf(operation))) {
    counts.set(answer, (counts.get(answer) ?? 0) + 1);
  }
  return new Set([...counts].filter(([, count]) => count > COMMON).map(([answer]) => answer));
}

function textOf({ verb, path, operation }: Shown): string {
  const { operationId, summary, description } = operation;
  return `${operationId} ${verb} ${path} ${summary} ${String(description)}`.toLowerCase();
}
