import type { ComponentChildren, VNode } from 'preact';

/** The id of a page's error, to which wrong fields point. */
export const ERROR_ID = 'error';

/** A person as pages show them. */
export interface ShownPerson {
  readonly name: string;
  readonly email: string;
}

interface AlertProps {
  readonly text: string | undefined;
  readonly id?: string;
}

/** What went wrong, read out at once; nothing when there is no text. */
export function Alert({ text, id = ERROR_ID }: AlertProps): VNode | null {
  if (text === undefined) return null;
  return (
    <p class="note alert" role="alert" id={id}>
      {text}
    </p>
  );
}

/** What went well; nothing when there is no text. */
export function Notice({ text }: { readonly text: string | undefined }): VNode | null {
  if (text === undefined) return null;
  return (
    <p class="note done" role="status">
      {text}
    </p>
  );
}

/** What a {@link Field} is. */
export interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly type: 'email' | 'password' | 'text' | 'number';
  readonly autocomplete: string;
  readonly value?: string | undefined;
  readonly hint?: string;
  /** Id of the error that says what is wrong with it; undefined while nothing is. */
  readonly wrong?: string | undefined;
  /** Which keys a telephone shows. */
  readonly inputMode?: 'numeric';
  readonly autofocus?: boolean;
  readonly readonly?: boolean;
  readonly minlength?: number;
  readonly maxlength?: number;
  readonly min?: number;
  readonly max?: number;
  /** Whether it may be left empty. */
  readonly optional?: boolean;
}

/** A labelled field, which must be filled in unless it is optional. */
export function Field({ name, label, type, hint, wrong, readonly: fixed, optional, ...given }: FieldProps): VNode {
  const hintId = hint === undefined ? undefined : `${name}-hint`;
  const describedBy = [wrong, hintId].filter((id) => id !== undefined).join(' ');
  const input = {
    id: name,
    name,
    required: optional !== true,
    readOnly: fixed,
    spellcheck: false,
    autocapitalize: 'none',
    'aria-invalid': wrong === undefined ? undefined : 'true',
    'aria-describedby': describedBy === '' ? undefined : describedBy,
    ...given,
  } as const;
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {type === 'email' && <input type="email" {...input} />}
      {type === 'password' && <input type="password" {...input} />}
      {type === 'text' && <input type="text" {...input} />}
      {type === 'number' && <input type="number" inputMode="numeric" {...input} />}
      {hint === undefined ? null : (
        <p class="hint" id={hintId}>
          {hint}
        </p>
      )}
    </div>
  );
}

interface ChoicesProps {
  readonly name: string;
  readonly legend: string;
  readonly choices: readonly { readonly name: string; readonly description: string }[];
  /** Names of those that are ticked. */
  readonly chosen: readonly string[];
  /** Id of the error that says what is wrong with them; undefined while nothing is. */
  readonly wrong?: string | undefined;
}

/** Boxes to tick, as many as one likes. */
export function Choices({ name, legend, choices, chosen, wrong }: ChoicesProps): VNode {
  return (
    <fieldset class="choices" aria-describedby={wrong}>
      <legend>{legend}</legend>
      {choices.map((choice) => (
        <label>
          <input type="checkbox" name={name} value={choice.name} checked={chosen.includes(choice.name)} />
          <span>
            {choice.description} <code>{choice.name}</code>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** Fields that a form carries along, in order. */
export function HiddenFields({ fields }: { readonly fields: readonly (readonly [string, string])[] }): VNode {
  return (
    <>
      {fields.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
    </>
  );
}

/** What a {@link SubmitButton} says and sends. */
export interface SubmitButtonProps {
  readonly children: ComponentChildren;
  readonly name?: string;
  readonly value?: string;
  /** How much it stands out; default `first`. */
  readonly rank?: 'first' | 'second' | 'small' | 'link';
}

/** Sends its form. */
export function SubmitButton({ children, rank = 'first', ...given }: SubmitButtonProps): VNode {
  return (
    <button type="submit" class={`button ${rank}`} {...given}>
      {children}
    </button>
  );
}

/** Words for those who hear the page: what the eye knows from the place. */
export function Heard({ children }: { readonly children: ComponentChildren }): VNode {
  return <span class="heard">{children}</span>;
}

/** Who it is about. */
export function PersonLine({ person }: { readonly person: ShownPerson }): VNode {
  return (
    <span class="person">
      <strong>{person.name}</strong> <span class="quiet">{person.email}</span>
    </span>
  );
}

const written = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });

/** A moment, in words and in UTC. */
export function Moment({ at }: { readonly at: Date }): VNode {
  return <time dateTime={at.toISOString()}>{`${written.format(at)} UTC`}</time>;
}
