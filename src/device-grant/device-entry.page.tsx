import type { VNode } from 'preact';
import {
  Alert,
  ERROR_ID,
  Field,
  HiddenFields,
  PersonLine,
  type ShownPerson,
  SubmitButton,
} from '../http/pages/parts.js';

/** What the page shows on which a code is entered. */
export interface DeviceEntryPageProps {
  readonly formToken: string;
  readonly person: ShownPerson;
  /** What was typed before, and what is wrong with it, in one sentence. */
  readonly typed?: string | undefined;
  readonly wrong?: string | undefined;
  /** The code that a link filled in. */
  readonly brought?: string | undefined;
}

/** Asks for the code that a program shows on a machine without a browser (RFC 8628 §3.3). */
export function DeviceEntryPage({ formToken, person, typed, wrong, brought }: DeviceEntryPageProps): VNode {
  return (
    <>
      <h1>Connect a device</h1>
      <p class="lead">
        {brought === undefined
          ? 'Enter the code that its program shows.'
          : 'Go on only if its program shows this very code.'}
      </p>
      <p class="note care">
        <strong>Did somebody send you the {brought === undefined ? 'code' : 'link'}?</strong> Then close this page:
        whoever gave it to you could act for you.
      </p>
      <Alert text={wrong} />
      <form method="post" action="/device">
        <HiddenFields
          fields={[['form_token', formToken], ...(brought === undefined ? [] : [['brought', brought] as const])]}
        />
        <Field
          name="user_code"
          label="Code"
          type="text"
          autocomplete="off"
          hint="Eight letters, such as BCDF-GHJK."
          maxlength={32}
          value={typed}
          wrong={wrong === undefined ? undefined : ERROR_ID}
          autofocus
        />
        <div class="actions">
          <SubmitButton>Continue</SubmitButton>
        </div>
      </form>
      <div class="foot">
        <p>
          You are signed in as <PersonLine person={person} />
        </p>
      </div>
    </>
  );
}
