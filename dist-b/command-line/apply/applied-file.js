import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configFolder, fileName, makePrivate } from '../login-file.js';
import { Refusal } from '../refusal.js';
/** What configurations of a name made at one Gatehouse: only that is ever pruned. It is kept on this machine. */
export class AppliedFile {
    environment;
    path;
    constructor(environment, url, name) {
        this.environment = environment;
        this.path = join(configFolder(environment), `applied-${fileName(url)}-${name}.json`);
    }
    /** @throws Refusal for a file that cannot be understood: to take it for empty would lose track of things */
    read() {
        try {
            const { version, applied } = JSON.parse(readFileSync(this.path, 'utf8'));
            if (version === 1 && Array.isArray(applied))
                return applied;
        }
        catch (error) {
            if (error.code === 'ENOENT')
                return [];
        }
        throw new Refusal(`The file ${this.path} cannot be used: it should say what was applied before.`);
    }
    write(applied) {
        makePrivate(configFolder(this.environment));
        writeFileSync(`${this.path}.new`, `${JSON.stringify({ version: 1, applied }, null, 2)}\n`, { mode: 0o600 });
        renameSync(`${this.path}.new`, this.path);
    }
}
//# sourceMappingURL=applied-file.js.map