import type { VNode } from 'preact';
import { HiddenFields, SubmitButton } from '../../http/pages/parts.js';

/** What a form_post answer carries. */
export interface FormPostPageProps {
  /** The redirect URI. */
  readonly action: string;
  readonly fields: readonly (readonly [string, string])[];
}

/** An authorization response that the browser posts (OAuth 2.0 Form Post Response Mode §2); a script presses the button. */
export function FormPostPage({ action, fields }: FormPostPageProps): VNode {
  return (
    <>
      <h1>Almost there</h1>
      <p>You are being sent back to the application. If nothing happens, press the button.</p>
      <form method="post" action={action} id="form-post">
        <HiddenFields fields={fields} />
        <div class="actions">
          <SubmitButton>Continue</SubmitButton>
        </div>
      </form>
    </>
  );
}
