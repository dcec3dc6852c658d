import { CompanyPeople } from './company-people.js';
import { CompanyRoles } from './company-roles.js';
import { CompanySignInStore } from './company-sign-in.store.js';
import { ProviderDiscovery } from './provider-discovery.js';
import { ProviderEndings } from './provider-endings.js';
import { ProviderExamination } from './provider-examination.js';
import { ProviderSecrets } from './provider-secrets.js';
import { SignInProviderRegister } from './sign-in-provider-register.js';
import { SignInProviderStore } from './sign-in-provider.store.js';
import { SignInProvidersAdminController } from './sign-in-providers.admin.controller.js';
/** What the pages by which people come in ask of them. */
export const signInProviderExports = [
    SignInProviderStore,
    CompanySignInStore,
    ProviderDiscovery,
    ProviderSecrets,
    ProviderEndings,
    CompanyPeople,
];
/**
 * Parts of the identity module that own by which companies' providers people sign in, and whom each of them means.
 * They own no way there and back: the pages send people, and ask here who came.
 */
export const signInProviders = [...signInProviderExports, CompanyRoles, ProviderExamination, SignInProviderRegister];
/** Their controllers. */
export const signInProviderControllers = [SignInProvidersAdminController];
//# sourceMappingURL=sign-in-provider.parts.js.map