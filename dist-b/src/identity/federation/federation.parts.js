import { ClientExamination } from './client-examination.js';
import { FederatedPeople } from './federated-people.js';
import { IssuerDoctor } from './issuer-doctor.js';
import { IssuerKeys } from './issuer-keys.js';
import { IssuerRegister } from './issuer-register.js';
import { IssuersAdminController } from './issuers.admin.controller.js';
import { LinkRemoval } from './link-removal.js';
import { TrustedIssuerStore } from './trusted-issuer.store.js';
import { TrustedIssuers } from './trusted-issuers.js';
import { UserIdentitiesAdminController } from './user-identities.admin.controller.js';
import { UserIdentityStore } from './user-identity.store.js';
import { UserLinks } from './user-links.js';
import { WorkloadRuleRegister } from './workload-rule-register.js';
import { WorkloadRuleStore } from './workload-rule.store.js';
import { WorkloadRulesAdminController } from './workload-rules.admin.controller.js';
/**
 * Parts of the identity module that own whom we believe about machines and people that somebody else identifies.
 * They own no grant: the protocol's modules ask {@link TrustedIssuers} what a token says, and {@link FederatedPeople}
 * whom it means.
 */
export const federation = [
    TrustedIssuerStore,
    WorkloadRuleStore,
    UserIdentityStore,
    IssuerRegister,
    WorkloadRuleRegister,
    UserLinks,
    LinkRemoval,
    IssuerKeys,
    TrustedIssuers,
    FederatedPeople,
    ClientExamination,
    IssuerDoctor,
];
/** Their controllers. */
export const federationControllers = [
    IssuersAdminController,
    WorkloadRulesAdminController,
    UserIdentitiesAdminController,
];
//# sourceMappingURL=federation.parts.js.map