import { SpentIds } from '../../oauth/proofs/spent-ids.store.js';
import { BackchannelLogoutController } from './backchannel-logout.controller.js';
import { CompanyEntry } from './company-entry.js';
import { CompanyLogouts } from './company-logouts.js';
import { CompanyPages } from './company-pages.js';
import { CompanyRequests } from './company-requests.js';
import { CompanySignInController } from './company-sign-in.controller.js';
import { CompanySignIns } from './company-sign-ins.js';
import { LogoutTokens } from './logout-tokens.js';
import { UpstreamExchange } from './upstream-exchange.js';
import { UpstreamFetch } from './upstream-fetch.js';
/** Parts of the people's module that send people to their company's provider, and hear what it says of them. */
export const companySignIn = [
    SpentIds,
    UpstreamFetch,
    UpstreamExchange,
    CompanyRequests,
    CompanyEntry,
    CompanyPages,
    CompanySignIns,
    LogoutTokens,
    CompanyLogouts,
];
/** Their controllers. */
export const companySignInControllers = [CompanySignInController, BackchannelLogoutController];
//# sourceMappingURL=company.parts.js.map