import type { VNode } from 'preact';
import { HiddenFields, SubmitButton } from '../../http/pages/parts.js';

interface CompanyButtonsProps {
  readonly action: string;
  readonly formToken: string;
  readonly providers: readonly { readonly slug: string; readonly name: string }[];
}

/** A button for each company whose people may sign in by its own provider; nothing when there is none. */
export function CompanyButtons({ action, formToken, providers }: CompanyButtonsProps): VNode | null {
  if (providers.length === 0) return null;
  return (
    <form method="post" action={action} class="ways">
      <HiddenFields fields={[['form_token', formToken]]} />
      {providers.map(({ slug, name }) => (
        <SubmitButton name="provider" value={slug} rank="second">
          Sign in with {name}
        </SubmitButton>
      ))}
    </form>
  );
}
