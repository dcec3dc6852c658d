import type { VNode } from 'preact';
import { Fact } from '../../http/pages/decision.js';
import { PersonLine } from '../../http/pages/parts.js';
import type { Registration } from '../../identity/clients/client.entity.js';
import type { ConsentPageProps } from './consent.page.js';

/** Who asks, what for, and who answers for it. */
export function WhoAsks({
  client: { host, kind, purpose, owner, registration },
}: Pick<ConsentPageProps, 'client'>): VNode {
  return (
    <dl class="facts">
      {host === null ? null : (
        <Fact name="From">
          <strong>{host}</strong>
        </Fact>
      )}
      <Fact name="Kind">{kind}</Fact>
      {purpose === null ? null : <Fact name="Purpose">{purpose}</Fact>}
      <Fact name="Responsible">
        {owner === null ? <Unowned registration={registration} /> : <PersonLine person={owner} />}
      </Fact>
    </dl>
  );
}

/** Who answers for a client for which nobody here does. */
function Unowned({ registration }: { readonly registration: Registration }): VNode {
  if (registration === 'metadata_document') return <>Whoever runs that website</>;
  return registration === 'dynamic' ? <>Nobody</> : <>Nobody is named.</>;
}

/** Before anything else, that a client chose its name itself; nothing for those that an administrator knows. */
export function Unlooked({ client: { registration, owner } }: Pick<ConsentPageProps, 'client'>): VNode | null {
  if (owner !== null || registration === 'administrator') return null;
  return registration === 'dynamic' ? (
    <p class="note care">
      It has registered itself. <strong>Nobody here has looked at it, nor at its name.</strong>
    </p>
  ) : (
    <p class="note care">
      Nobody here has looked at it. <strong>Go by where it comes from, not by its name.</strong>
    </p>
  );
}

/** What the client could do, in words, each with the scope's name. */
export function AskedScopes({ scopes, offline }: Pick<ConsentPageProps, 'scopes' | 'offline'>): VNode {
  return (
    <section>
      <h2>What it could do</h2>
      {scopes.length === 0 ? <p>It asks for no particular permission.</p> : null}
      <ul class="scopes">
        {scopes.map(({ name, description }) => (
          <li>
            {description} <code>{name}</code>
          </li>
        ))}
      </ul>
      {offline ? (
        <p class="note care">This stays allowed after you sign out, until you withdraw it in your account.</p>
      ) : null}
    </section>
  );
}

/** Where the client could do it. */
export function Resources({ resources }: Pick<ConsentPageProps, 'resources'>): VNode | null {
  if (resources.length === 0) return null;
  return (
    <section>
      <h2>Where</h2>
      {resources.map((resource) => (
        <p class="address">{resource}</p>
      ))}
    </section>
  );
}

/** Where the browser goes with the answer: the one thing that a client cannot dress up. */
export function Destination({ redirect: { host, loopback } }: Pick<ConsentPageProps, 'redirect'>): VNode {
  return (
    <section>
      <h2>Afterwards you are sent to</h2>
      <strong class="destination">{host}</strong>
      {loopback ? (
        <p class="note care">
          This is <strong>a program on this computer</strong>. Allow it only if you have just started that program
          yourself.
        </p>
      ) : null}
      {host.endsWith(':') ? <p class="quiet">An app on this device that opens addresses of this kind.</p> : null}
    </section>
  );
}
