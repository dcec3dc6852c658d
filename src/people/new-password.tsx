import type { VNode } from 'preact';
import { Field } from '../http/pages/parts.js';

/** Fewest characters of a password, as the browser checks it. */
const LEAST = 12;

interface NewPasswordProps {
  readonly wrong: string | undefined;
  readonly autofocus?: boolean;
}

/** A new password, twice: `password` and `password_again`. */
export function NewPasswordFields({ wrong, autofocus = false }: NewPasswordProps): VNode {
  const given = { type: 'password', autocomplete: 'new-password', minlength: LEAST, wrong } as const;
  return (
    <>
      <Field
        name="password"
        label="New password"
        hint={`At least ${LEAST} characters. A long phrase that you can remember is welcome; spaces are fine.`}
        autofocus={autofocus}
        {...given}
      />
      <Field name="password_again" label="The same once more" {...given} />
    </>
  );
}
