import { isJsonObject, parseStrictJson, plainJson, StrictJsonError } from '../../kernel/strict-json.js';
/** What an authenticator answers is not what it may be; the text is for logs. */
export class ResponseRefused extends Error {
}
/** Longest credential id, in bytes (WebAuthn §7.1 step 25). */
const LONGEST_ID = 1023;
/** A response is a few kilobytes; a key of RSA with its attestation is the largest. */
const LONGEST = 32 * 1024;
const MOST_TRANSPORTS = 10;
/** What older browsers say of it (WebAuthn Level 2 §5.8.1); Level 3 has none. */
const TOKEN_BINDINGS = ['present', 'supported', 'notSupported'];
/** @throws ResponseRefused */
export function readRegistration(text) {
    const { base, response, all } = readResponse(text, 'webauthn.create');
    const { transports = [] } = response;
    if (!Array.isArray(transports))
        throw new ResponseRefused('transports is no list');
    const rk = member(member(all, 'clientExtensionResults'), 'credProps')['rk'];
    if (rk === false)
        throw new ResponseRefused('the credential is not discoverable');
    return {
        ...base,
        attestationObject: bytesIn(response, 'attestationObject'),
        // New ones come with every version: what is not known is kept, for the browser to read.
        transports: transports
            .filter((one) => typeof one === 'string' && /^[a-z-]{1,32}$/.test(one))
            .slice(0, MOST_TRANSPORTS),
    };
}
/** @throws ResponseRefused, also when it does not say whose it is: nobody was asked for by name (WebAuthn §7.2 step 6) */
export function readAssertion(text) {
    const { base, response } = readResponse(text, 'webauthn.get');
    return {
        ...base,
        authenticatorData: bytesIn(response, 'authenticatorData'),
        signature: bytesIn(response, 'signature'),
        userHandle: bytesIn(response, 'userHandle'),
    };
}
function readResponse(text, type) {
    if (text.length > LONGEST)
        throw new ResponseRefused('the response is too long');
    const all = parsed(Buffer.from(text));
    const id = bytesIn(all, 'id');
    if (Buffer.from(id, 'base64url').length > LONGEST_ID)
        throw new ResponseRefused('the credential id is too long');
    if (all['rawId'] !== id)
        throw new ResponseRefused('id and rawId differ');
    if (all['type'] !== 'public-key')
        throw new ResponseRefused('this is no public key');
    const response = member(all, 'response');
    const clientDataJSON = bytesIn(response, 'clientDataJSON');
    const challenge = readClientData(parsed(Buffer.from(clientDataJSON, 'base64url')), type);
    return { base: { id, clientDataJSON, challenge }, response, all };
}
/**
 * What the library leaves open: pages of ours are never framed, so that whoever says they were is refused, with a top
 * origin or without (WebAuthn §7.1 steps 10 to 11, §7.2 steps 13 to 14).
 */
function readClientData(data, type) {
    if (data['type'] !== type)
        throw new ResponseRefused(`it is not of the type ${type}`);
    if (data['crossOrigin'] !== undefined && data['crossOrigin'] !== false) {
        throw new ResponseRefused('it comes from within a page of another origin');
    }
    if (data['topOrigin'] !== undefined)
        throw new ResponseRefused('it has a top origin');
    if (data['tokenBinding'] !== undefined && !TOKEN_BINDINGS.includes(member(data, 'tokenBinding')['status'])) {
        throw new ResponseRefused('its token binding is none');
    }
    return bytesIn(data, 'challenge');
}
function parsed(bytes) {
    try {
        const value = parseStrictJson(bytes, { depth: 8, values: 1000 });
        if (isJsonObject(value))
            return plainJson(value);
    }
    catch (error) {
        if (!(error instanceof StrictJsonError))
            throw error;
        throw new ResponseRefused(`it is not JSON: ${error.message}`);
    }
    throw new ResponseRefused('it is no JSON object');
}
function member(fields, name) {
    const value = fields[name];
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
/** A member that is base64url in its one form: two spellings of one credential id would be two credentials. */
function bytesIn(fields, name) {
    const value = fields[name];
    if (typeof value !== 'string' || value === '' || Buffer.from(value, 'base64url').toString('base64url') !== value) {
        throw new ResponseRefused(`${name} is not base64url`);
    }
    return value;
}
//# sourceMappingURL=passkey-response.rules.js.map