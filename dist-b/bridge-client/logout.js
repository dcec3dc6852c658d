import { BridgeApi } from './bridge-api.js';
import { Failure } from './failure.js';
import { HeldSession } from './held-session.js';
/** Ends the device, and forgets everything about it here, whether or not Gatehouse can be told. @returns what to tell the person */
export async function logout(file) {
    const told = await endThere(file);
    file.remove();
    if (told)
        return `Logged out of ${file.issuer}. This device has ended.`;
    const where = `${file.issuer}/account/devices`;
    return `Logged out of ${file.issuer} on this machine alone: Gatehouse could not be told. End the device at ${where}`;
}
async function endThere(file) {
    const session = new HeldSession(file);
    try {
        const { line, token } = await session.ready();
        return await new BridgeApi(line).endDevice(token.text);
    }
    catch (error) {
        if (!(error instanceof Failure))
            throw error;
        // Who has no token because the device has ended needs to tell nobody.
        return error.kind === 'logged-out';
    }
    finally {
        session.close();
    }
}
//# sourceMappingURL=logout.js.map