import type { VNode } from 'preact';

/** What the page of a fresh code shows. */
export interface DeviceCodePageProps {
  readonly code: string;
  readonly deviceName: string | null;
  /** For how long it is good. */
  readonly seconds: number;
  /** Whose code it is: the host of this Gatehouse. */
  readonly host: string;
}

/** A code that was just made; no other page shows it. */
export function DeviceCodePage({ code, deviceName, seconds, host }: DeviceCodePageProps): VNode {
  return (
    <>
      <h1>Your code</h1>
      <p class="note care">
        <strong>Paste it only into a program that you have started yourself.</strong> Whoever has it can act for you.
        Nobody who helps you needs it, and nobody may ask you for it.
      </p>
      <code class="secret whole">{code}</code>
      <dl class="facts">
        <div>
          <dt>Good for</dt>
          <dd>{inWords(seconds)}, once</dd>
        </div>
        <div>
          <dt>Device</dt>
          <dd>{deviceName === null ? 'without a name' : <bdi>{deviceName}</bdi>}</dd>
        </div>
        <div>
          <dt>Only at</dt>
          <dd>
            <strong>{host}</strong>
          </dd>
        </div>
      </dl>
      <p class="hint">It is not shown again. When it has expired, make another one.</p>
      <div class="actions">
        <a class="button first" href="/account/devices">
          Done
        </a>
      </div>
    </>
  );
}

function inWords(seconds: number): string {
  const [count, unit] = seconds % 60 === 0 ? [seconds / 60, 'minute'] : [seconds, 'second'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
