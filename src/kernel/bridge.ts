/** Where devices speak to Gatehouse itself. */
export const BRIDGE_PATH = '/api/v1/bridge';
/** `client_id` of every device's tokens. */
export const BRIDGE_CLIENT = 'bridge';
