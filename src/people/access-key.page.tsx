import type { VNode } from 'preact';
import { Moment } from '../http/pages/parts.js';

interface AccessKeyPageProps {
  readonly name: string;
  readonly text: string;
  readonly until: Date;
}

/** A key that was just made; no other page shows it. */
export function AccessKeyPage({ name, text, until }: AccessKeyPageProps): VNode {
  return (
    <>
      <h1>Your new access key</h1>
      <p class="note care">
        <strong>Copy it now.</strong> It is not shown again. Keep it where you keep passwords.
      </p>
      <dl class="facts">
        <div>
          <dt>Key</dt>
          <dd>
            <code class="secret">{text}</code>
          </dd>
        </div>
        <div>
          <dt>Name</dt>
          <dd>{name}</dd>
        </div>
        <div>
          <dt>Until</dt>
          <dd>
            <Moment at={until} />
          </dd>
        </div>
      </dl>
      <p class="hint">
        The script sends it with each call, as <code>Authorization: Bearer</code> and the key.
      </p>
      <div class="actions">
        <a class="button first" href="/account">
          I have copied it
        </a>
      </div>
    </>
  );
}
