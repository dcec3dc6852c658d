import { LogoutDeliveriesJob } from './logout-deliveries.job.js';
import { LogoutDeliveryStore } from './logout-delivery.store.js';
import { LogoutRequests } from './logout-request.js';
import { LogoutSending } from './logout-sending.js';
import { LogoutTokens } from './logout-tokens.js';
/** Parts of the OAuth module by which clients ask for a sign-out, and are told of one. */
export const signingOut = [LogoutRequests, LogoutDeliveryStore, LogoutTokens, LogoutSending, LogoutDeliveriesJob];
//# sourceMappingURL=logout.parts.js.map