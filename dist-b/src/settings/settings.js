import { readFileSync } from 'node:fs';
import { definitions } from './definitions.js';
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- see above
export class Settings {
    origins;
    /**
     * @param values checked values, one for each row of the table
     * @param origins where each comes from, and its text
     */
    constructor(values, origins = {}) {
        this.origins = origins;
        Object.assign(this, values);
        Object.freeze(this);
    }
    /** The issuer and every other URL under which this Gatehouse may be dialled: origins without a trailing slash. */
    get publicBases() {
        const certified = this.MTLS_PUBLIC_URL === undefined ? [] : [this.MTLS_PUBLIC_URL];
        return [...new Set([this.PUBLIC_URL, ...this.PUBLIC_URL_ALIASES, ...certified])];
    }
    /** Whether there is a place from which a client's certificate is believed. */
    get takesCertificates() {
        return this.MTLS_PUBLIC_URL !== undefined || this.CLIENT_CERT_HEADER !== undefined;
    }
}
/** All that is wrong with the settings, at once. */
export class WrongSettings extends Error {
    problems;
    constructor(problems) {
        super(`Wrong settings:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
        this.problems = problems;
    }
}
/**
 * Reads the environment. A secret `NAME` may lie in a file that `NAME_FILE` names.
 * @throws WrongSettings naming every wrong setting
 */
export function readSettings(environment) {
    const problems = [];
    const values = {};
    const origins = {};
    for (const [name, definition] of Object.entries(definitions)) {
        try {
            const text = given(environment, name, definition.secret);
            values[name] = definition.read(text ?? definition.default, values);
            const source = text === undefined ? 'default' : environment[name] ? 'environment' : 'file';
            origins[name] = { source, text: definition.secret ? null : (text ?? definition.default) };
        }
        catch (error) {
            problems.push(`${name}: ${error.message}`);
        }
    }
    if (problems.length > 0)
        throw new WrongSettings(problems);
    return new Settings(values, origins);
}
function given(environment, name, secret) {
    const direct = environment[name];
    const file = secret ? environment[`${name}_FILE`] : undefined;
    if (direct && file)
        throw new Error(`set ${name} or ${name}_FILE, not both`);
    if (file) {
        const text = readFileSync(file, 'utf8').trimEnd();
        // Not as if it were unset: that would mean a generated key, or the embedded database.
        if (text === '')
            throw new Error(`the file that ${name}_FILE names is empty`);
        return text;
    }
    return direct === '' ? undefined : direct;
}
//# sourceMappingURL=settings.js.map