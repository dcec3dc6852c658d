import { SignInWaysStore } from '../credentials/sign-in-ways.store.js';
import { PasskeyCeremonies } from './passkey-ceremonies.js';
import { PasskeyCeremonyStore } from './passkey-ceremony.store.js';
import { PasskeyRegister } from './passkey-register.js';
import { PasskeyRegistration } from './passkey-registration.js';
import { PasskeySetup } from './passkey-setup.js';
import { PasskeySignIn } from './passkey-sign-in.js';
import { PasskeyVerification } from './passkey-verification.js';
import { PasskeyStore } from './passkey.store.js';
import { RelyingParty } from './relying-party.js';
/** What other features ask about passkeys. */
export const passkeyExports = [
    PasskeyCeremonies,
    PasskeyRegister,
    PasskeyRegistration,
    PasskeySetup,
    PasskeySignIn,
    RelyingParty,
    SignInWaysStore,
];
/** Passkeys of people: how they are made, looked at, and ended. */
export const passkeys = [...passkeyExports, PasskeyStore, PasskeyCeremonyStore, PasskeyVerification];
//# sourceMappingURL=passkey.parts.js.map