import type { VNode } from 'preact';
import { Decision } from '../../http/pages/decision.js';
import type { ShownPerson } from '../../http/pages/parts.js';
import type { Registration } from '../../identity/clients/client.entity.js';
import { AskedScopes, Destination, Resources, Unlooked, WhoAsks } from './consent-parts.js';

/** What the consent page shows. */
export interface ConsentPageProps {
  readonly action: string;
  readonly formToken: string;
  /** Digest of what the page shows: it is sent back with the answer. */
  readonly offer: string;
  /** Who is signed in, and would allow it. */
  readonly person: ShownPerson;
  readonly client: {
    readonly name: string;
    readonly host: string | null;
    readonly kind: string;
    readonly registration: Registration;
    readonly purpose: string | null;
    /** Who answers for it. */
    readonly owner: ShownPerson | null;
  };
  /** Where the person is sent afterwards; `host` ends in a colon when it is a scheme of an app. */
  readonly redirect: { readonly host: string; readonly loopback: boolean };
  readonly resources: readonly string[];
  readonly scopes: readonly { readonly name: string; readonly description: string }[];
  /** Whether it stays allowed when the person has signed out. */
  readonly offline: boolean;
}

/** Asks a person whether a client may act for them: who, what, where, and where to afterwards. */
export function ConsentPage(props: ConsentPageProps): VNode {
  const { action, formToken, person, client } = props;
  const carried = [
    ['form_token', formToken],
    ['offer', props.offer],
  ] as const;
  return (
    <>
      <h1>
        Allow <em>{client.name}</em> to act for you?
      </h1>
      <Unlooked client={client} />
      <WhoAsks client={client} />
      <AskedScopes scopes={props.scopes} offline={props.offline} />
      <Resources resources={props.resources} />
      <Destination redirect={props.redirect} />
      <Decision action={action} carried={carried} person={person} />
    </>
  );
}
