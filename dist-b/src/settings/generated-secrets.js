import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newSecret } from '../kernel/one-time-secret.js';
/**
 * A secret that this Gatehouse made for itself: read from `DATA_DIR/secrets`, made at the first start.
 * It appears under its name whole or not at all, so that two first starts, or a killed one, agree on one value.
 */
export function generatedSecret(dataDir, name) {
    const folder = join(dataDir, 'secrets');
    const file = join(folder, name);
    mkdirSync(dataDir, { recursive: true, mode: 0o711 });
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!existsSync(file)) {
        const draft = `${file}.${process.pid}`;
        writeFileSync(draft, newSecret(), { mode: 0o600 });
        try {
            linkSync(draft, file);
        }
        catch (error) {
            if (error.code !== 'EEXIST')
                throw error;
        }
        finally {
            rmSync(draft);
        }
    }
    const text = readFileSync(file, 'utf8').trim();
    if (text.length < 32)
        throw new Error(`${file} is damaged: it holds no secret.`);
    return text;
}
//# sourceMappingURL=generated-secrets.js.map