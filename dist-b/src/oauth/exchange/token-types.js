/** Token types that an exchange reads or makes (RFC 8693 §3, ID-JAG §4.3, Transaction Tokens §7). */
export const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';
export const ID_TOKEN = 'urn:ietf:params:oauth:token-type:id_token';
export const JWT = 'urn:ietf:params:oauth:token-type:jwt';
export const ID_JAG = 'urn:ietf:params:oauth:token-type:id-jag';
export const TXN_TOKEN = 'urn:ietf:params:oauth:token-type:txn_token';
//# sourceMappingURL=token-types.js.map