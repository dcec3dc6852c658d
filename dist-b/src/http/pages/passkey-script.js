import { hashedName } from './hashed-name.js';
/**
 * Lets a page's passkey form work: it asks for a challenge, lets the browser answer it, and sends the form with the
 * answer. Where a form signs in, the browser may offer passkeys in the field of the e-mail address as well.
 */
export const passkeyScript = `'use strict';
(() => {
  const type = window.PublicKeyCredential;
  if (type === undefined || navigator.credentials === undefined) return;

  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (one) => one.charCodeAt(0));
  const text = (buffer) => {
    let all = '';
    for (const one of new Uint8Array(buffer)) all += String.fromCharCode(one);
    return btoa(all).replace(/\\+/g, '-').replace(/\\//g, '_').replace(/=+$/, '');
  };
  const named = (list) => list.map((one) => ({ ...one, id: bytes(one.id) }));

  const readGet = (json) =>
    type.parseRequestOptionsFromJSON !== undefined
      ? type.parseRequestOptionsFromJSON(json)
      : { ...json, challenge: bytes(json.challenge), allowCredentials: named(json.allowCredentials) };
  const readCreate = (json) =>
    type.parseCreationOptionsFromJSON !== undefined
      ? type.parseCreationOptionsFromJSON(json)
      : {
          ...json,
          challenge: bytes(json.challenge),
          user: { ...json.user, id: bytes(json.user.id) },
          excludeCredentials: named(json.excludeCredentials),
        };

  const byHand = (credential) => {
    const { response } = credential;
    const written = { clientDataJSON: text(response.clientDataJSON) };
    for (const name of ['attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
      if (response[name]) written[name] = text(response[name]);
    }
    if (response.getTransports !== undefined) written.transports = response.getTransports();
    return {
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      response: written,
      clientExtensionResults: {},
    };
  };
  const write = (credential) => {
    try {
      return JSON.stringify(credential.toJSON());
    } catch {
      // There is no such thing here, or what an extension has put in its place cannot do it.
      return JSON.stringify(byHand(credential));
    }
  };

  for (const place of document.querySelectorAll('[data-passkey-signals]')) {
    for (const [name, about] of JSON.parse(place.dataset.passkeySignals)) {
      if (type[name] !== undefined) type[name](about).catch(() => undefined);
    }
  }

  const form = document.querySelector('form[data-passkey]');
  if (form === null) return;
  const signsIn = form.dataset.passkey === 'get';
  const told = form.querySelector('[role=alert]');
  const button = form.querySelector('button');
  for (const place of document.querySelectorAll('[data-without-passkeys]')) place.hidden = true;
  form.hidden = false;

  const tell = (words) => {
    told.textContent = words;
    told.hidden = words === '';
  };
  const wordsFor = ({ name }) => {
    if (name === 'NotAllowedError') return 'No passkey was chosen. Try again' + (signsIn ? ', or sign in another way.' : '.');
    if (name === 'InvalidStateError') return 'There is a passkey of yours on this device already.';
    if (name === 'SecurityError') return 'Passkeys do not work at this address.';
    return 'That did not work. Open the page again, and repeat it.';
  };

  const options = async () => {
    const fields = new URLSearchParams();
    for (const { name, value } of form.querySelectorAll('input[type=hidden]')) fields.append(name, value);
    const response = await fetch(form.dataset.options, { method: 'POST', body: fields });
    if (!response.ok) throw new Error(String(response.status));
    return response.json();
  };
  const send = (credential) => {
    const field = document.createElement('input');
    field.type = 'hidden';
    field.name = 'passkey';
    field.value = write(credential);
    form.append(field);
    HTMLFormElement.prototype.submit.call(form);
  };

  let waiting;
  let sent = false;
  const finish = (credential) => {
    sent = true;
    button.disabled = true;
    send(credential);
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (sent) return;
    waiting?.abort();
    tell('');
    const asking = signsIn
      ? options().then((json) => navigator.credentials.get({ publicKey: readGet(json) }))
      : options().then((json) => navigator.credentials.create({ publicKey: readCreate(json) }));
    asking.then(finish).catch((error) => {
      tell(wordsFor(error));
      offer();
    });
  });

  // A challenge is good for five minutes: before that the browser is given another.
  const offer = async () => {
    if (!signsIn || !(await type.isConditionalMediationAvailable?.())) return;
    const mine = new AbortController();
    waiting = mine;
    try {
      const publicKey = readGet(await options());
      if (mine.signal.aborted) return;
      const renewal = setTimeout(() => {
        if (waiting !== mine) return;
        mine.abort();
        offer();
      }, 240000);
      try {
        finish(await navigator.credentials.get({ publicKey, mediation: 'conditional', signal: mine.signal }));
      } finally {
        clearTimeout(renewal);
      }
    } catch {
      // Nobody asked for it: the button says what is wrong.
    }
  };
  // Whoever comes back to a page that was kept may sign in again.
  addEventListener('pageshow', ({ persisted }) => {
    if (!persisted) return;
    sent = false;
    button.disabled = false;
    form.querySelector('input[name=passkey]')?.remove();
    offer();
  });
  offer();
})();
`;
/** Path of {@link passkeyScript}. */
export const PASSKEY_SCRIPT = `/assets/${hashedName('passkey', 'js', passkeyScript)}`;
//# sourceMappingURL=passkey-script.js.map