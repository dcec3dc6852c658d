import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import { readSettings } from './settings.js';
/** The settings of this process: its environment, completed from `.env` in the working directory. */
export function readEnvironment() {
    if (existsSync('.env'))
        loadEnvFile('.env');
    return readSettings(process.env);
}
//# sourceMappingURL=environment.js.map