/** Where devices speak to Gatehouse itself. */
export const BRIDGE_PATH = '/api/v1/bridge';
/** `client_id` of every device's tokens. */
export const BRIDGE_CLIENT = 'bridge';
/** `client_id` of the client by which the hooks of a person's hosts ask for tokens. */
export const hookClientOf = (userId) => `${BRIDGE_CLIENT}:${userId}`;
//# sourceMappingURL=bridge.js.map