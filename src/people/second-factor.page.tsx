import type { VNode } from 'preact';
import { Alert, Field, HiddenFields, Moment, SubmitButton } from '../http/pages/parts.js';
import { QrCode } from '../http/pages/qr-code.js';
import { codesLeft, FEW_CODES } from './code.page.js';

const PATH = '/account/second-factor';
const WRONG = 'second-factor-error';

/** A secret that is offered, and does not count before a code of it was entered. */
export interface EnrolmentProps {
  readonly formToken: string;
  /** The secret in base32. */
  readonly secret: string;
  /** The same, as a URI with what the app shows above its codes. */
  readonly url: string;
  /** What the app shows above its codes. */
  readonly label: string;
  /** What the form carries. */
  readonly kept: string;
  /** One sentence. */
  readonly error?: string;
}

/** Sets up an authenticator app. */
export function EnrolmentPage({ formToken, secret, url, label, kept, error }: EnrolmentProps): VNode {
  return (
    <>
      <h1>Set up a second factor</h1>
      <p class="lead">
        From then on you are asked for your password and for a code that an app on your phone shows, which changes every
        half a minute.
      </p>
      <Secret secret={secret} url={url} label={label} />
      <h2 class="step">2. Enter the code that it shows</h2>
      <Alert text={error} id={WRONG} />
      <form method="post" action={PATH}>
        <HiddenFields
          fields={[
            ['form_token', formToken],
            ['offer', kept],
          ]}
        />
        <Field
          name="code"
          label="Code"
          type="text"
          autocomplete="one-time-code"
          inputMode="numeric"
          maxlength={16}
          wrong={error === undefined ? undefined : WRONG}
        />
        <div class="actions">
          <SubmitButton>Turn it on</SubmitButton>
        </div>
      </form>
      <BackToAccount />
    </>
  );
}

function Secret({ secret, url, label }: Pick<EnrolmentProps, 'secret' | 'url' | 'label'>): VNode {
  return (
    <>
      <h2>1. Scan this with your authenticator app</h2>
      <QrCode text={url} label="QR code for your authenticator app; the key below is the same" />
      <dl class="facts">
        <div>
          <dt>Or enter</dt>
          <dd>
            <code class="secret">{grouped(secret)}</code>
          </dd>
        </div>
        <div>
          <dt>It is for</dt>
          <dd>{label}</dd>
        </div>
        <div>
          <dt>Kind</dt>
          <dd>by time, SHA-1, 6 digits, 30 seconds</dd>
        </div>
      </dl>
      <p class="hint">Show it to nobody: whoever has it can make your codes.</p>
    </>
  );
}

/** Which of the two forms was wrong, and why, in one sentence. */
export interface FactorWrong {
  readonly form: 'renew' | 'remove';
  readonly text: string;
}

/** A second factor that counts, and what its person can do with it. */
export interface SecondFactorProps {
  readonly formToken: string;
  readonly since: Date;
  readonly left: number;
  readonly wrong?: FactorWrong;
}

/** Shows that there is a second factor; makes other recovery codes, or removes it. */
export function SecondFactorPage({ formToken, since, left, wrong }: SecondFactorProps): VNode {
  return (
    <>
      <h1>Your second factor</h1>
      <p class="note done">
        It has been on since <Moment at={since} />. You are asked for a code from your authenticator app after your
        password.
      </p>
      <section>
        <h2>Recovery codes</h2>
        <p class={left < FEW_CODES ? 'note care' : undefined}>{codesLeft(left)}</p>
        <CodeForm form="renew" formToken={formToken} wrong={wrong} button="Make new recovery codes" />
        <p class="hint">The old ones do not work any more afterwards.</p>
      </section>
      <section>
        <h2>Remove it</h2>
        <p class="quiet">
          Afterwards your password alone lets you in. To use another phone, remove it and set it up anew.
        </p>
        <CodeForm form="remove" formToken={formToken} wrong={wrong} button="Remove the second factor" />
      </section>
      <BackToAccount />
    </>
  );
}

interface CodeFormProps {
  readonly form: FactorWrong['form'];
  readonly formToken: string;
  readonly wrong: FactorWrong | undefined;
  readonly button: string;
}

function CodeForm({ form, formToken, wrong, button }: CodeFormProps): VNode {
  const error = wrong?.form === form ? wrong.text : undefined;
  return (
    <>
      <Alert text={error} id={WRONG} />
      <form method="post" action={`${PATH}/${form}`} class="narrow">
        <HiddenFields fields={[['form_token', formToken]]} />
        <Field
          name={`${form}_code`}
          label="Code"
          type="text"
          autocomplete="one-time-code"
          maxlength={64}
          hint="From your app, or a recovery code."
          wrong={error === undefined ? undefined : WRONG}
        />
        <SubmitButton rank="second">{button}</SubmitButton>
      </form>
    </>
  );
}

/** Recovery codes that were just made; no other page shows them. */
export function RecoveryCodesPage({ codes }: { readonly codes: readonly string[] }): VNode {
  return (
    <>
      <h1>Your recovery codes</h1>
      <p class="note care">
        <strong>Keep them now.</strong> They are not shown again. Print them, or put them where you keep passwords, but
        not on the phone with the app.
      </p>
      <ul class="codes">
        {codes.map((code) => (
          <li>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <p class="hint">Each lets you in once, after your password, when you do not have your app.</p>
      <div class="actions">
        <a class="button first" href="/account">
          I have kept them
        </a>
      </div>
    </>
  );
}

function BackToAccount(): VNode {
  return (
    <div class="foot">
      <p>
        <a href="/account">Back to your account</a>
      </p>
    </div>
  );
}

/** In groups of four: for whoever types it. */
function grouped(secret: string): string {
  return (secret.match(/.{1,4}/g) ?? []).join(' ');
}
