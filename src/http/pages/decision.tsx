import type { ComponentChildren, VNode } from 'preact';
import { HiddenFields, PersonLine, type ShownPerson, SubmitButton } from './parts.js';

/** What a decision is sent to, and with what. */
export interface DecisionProps {
  readonly action: string;
  readonly carried: readonly (readonly [name: string, value: string])[];
  /** Who is signed in, and decides. */
  readonly person: ShownPerson;
}

/** Allow it, deny it, or decide as somebody else. */
export function Decision({ action, carried, person }: DecisionProps): VNode {
  return (
    <>
      <form method="post" action={action}>
        <HiddenFields fields={carried} />
        <div class="actions pair">
          <SubmitButton name="decision" value="allow">
            Allow
          </SubmitButton>
          <SubmitButton name="decision" value="deny" rank="second">
            Deny
          </SubmitButton>
        </div>
      </form>
      <form method="post" action={action} class="foot">
        <HiddenFields fields={carried} />
        <p>
          You are signed in as <PersonLine person={person} />
        </p>
        <SubmitButton name="decision" value="switch" rank="link">
          Not you? Use another account
        </SubmitButton>
      </form>
    </>
  );
}

/** One line of what a decision is about. */
export function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }): VNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
