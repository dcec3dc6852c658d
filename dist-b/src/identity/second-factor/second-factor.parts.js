import { PendingSignInStore } from './pending-sign-in.store.js';
import { PendingSignIns } from './pending-sign-ins.js';
import { RecoveryCodeStore } from './recovery-code.store.js';
import { SecondFactorCheck } from './second-factor-check.js';
import { SecondFactorStore } from './second-factor.store.js';
import { SecondFactors } from './second-factors.js';
/** What is asked for besides a password: how it begins and ends, and how its codes are looked at under a lockout. */
export const secondFactor = [
    SecondFactorStore,
    RecoveryCodeStore,
    PendingSignInStore,
    SecondFactors,
    SecondFactorCheck,
    PendingSignIns,
];
//# sourceMappingURL=second-factor.parts.js.map