import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { purposeKey } from './one-time-secret.js';
const NONCE = 12;
const TAG = 16;
/** AES-256-GCM under a key-encryption key: nonce ‖ tag ‖ ciphertext, bound to the name of what it holds. */
export class SealedBox {
    key;
    /** @param purpose boxes of different purposes cannot open what the other sealed, whatever it is called */
    constructor(keyEncryptionKey, purpose = 'seal') {
        this.key = purposeKey(keyEncryptionKey, purpose);
    }
    /** @param name what is sealed; opening under another name fails, so that rows cannot be swapped */
    seal(name, plain) {
        const nonce = randomBytes(NONCE);
        const cipher = createCipheriv('aes-256-gcm', this.key, nonce).setAAD(Buffer.from(name));
        const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
        return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
    }
    /** @throws Error when the key, the name or a byte differs */
    open(name, sealed) {
        const decipher = createDecipheriv('aes-256-gcm', this.key, sealed.subarray(0, NONCE), { authTagLength: TAG });
        decipher.setAAD(Buffer.from(name)).setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
        return Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()]);
    }
}
//# sourceMappingURL=sealed-box.js.map