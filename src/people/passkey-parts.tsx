import type { ComponentChildren, VNode } from 'preact';
import { HiddenFields, SubmitButton } from '../http/pages/parts.js';

interface PasskeyFormProps {
  /** What the browser is to do: use a passkey, or make one. */
  readonly does: 'get' | 'create';
  readonly action: string;
  /** Path of ours that gives the challenge, to whoever sends the same fields. */
  readonly options: string;
  readonly fields: readonly (readonly [string, string])[];
  readonly label: string;
  readonly rank?: 'first' | 'second';
  readonly children?: ComponentChildren;
}

/** A form that a passkey answers; it shows itself where a script can work it (`http/pages/passkey-script.ts`). */
export function PasskeyForm(props: PasskeyFormProps): VNode {
  const { does, action, options, fields, label, rank = 'second', children } = props;
  const data = { 'data-passkey': does, 'data-options': options };
  return (
    <form method="post" action={action} class="passkey" hidden {...data}>
      <HiddenFields fields={fields} />
      {children}
      <p class="note alert" role="alert" hidden />
      <div class="actions">
        <SubmitButton rank={rank}>{label}</SubmitButton>
      </div>
    </form>
  );
}

/** For those whose browser cannot work a {@link PasskeyForm}. */
export function WithoutPasskeys({ children }: { readonly children: ComponentChildren }): VNode {
  return (
    <p class="note care" {...{ 'data-without-passkeys': '' }}>
      {children}
    </p>
  );
}

/** A method of the browser's by which authenticators learn what is stored here (WebAuthn §5.1.10), and its argument. */
export type PasskeySignal = readonly [name: string, about: object];

/** Tells the browser what has become of passkeys, so that it offers none that is no good. */
export function PasskeySignals({ signals }: { readonly signals: readonly PasskeySignal[] }): VNode | null {
  if (signals.length === 0) return null;
  return <div hidden {...{ 'data-passkey-signals': JSON.stringify(signals) }} />;
}
