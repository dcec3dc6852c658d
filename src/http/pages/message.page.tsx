import type { VNode } from 'preact';

/** What a notice or an error says. */
export interface MessagePageProps {
  readonly heading: string;
  readonly text: string;
  /** Error code of OAuth, for whoever has to mend it. */
  readonly code?: string | undefined;
  readonly requestId?: string;
  readonly action?: { readonly href: string; readonly label: string };
}

/** A page that says one thing: an error, or that something is done. */
export function MessagePage({ heading, text, code, requestId, action }: MessagePageProps): VNode {
  return (
    <>
      <h1>{heading}</h1>
      <p>{text}</p>
      {action === undefined ? null : (
        <p>
          <a class="button" href={action.href}>
            {action.label}
          </a>
        </p>
      )}
      {code === undefined && requestId === undefined ? null : (
        <dl class="details">
          {code === undefined ? null : <Detail name="Error" value={code} />}
          {requestId === undefined ? null : <Detail name="Request" value={requestId} />}
        </dl>
      )}
    </>
  );
}

function Detail({ name, value }: { readonly name: string; readonly value: string }): VNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <code>{value}</code>
      </dd>
    </div>
  );
}
