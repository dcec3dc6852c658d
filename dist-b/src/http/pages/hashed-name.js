import { createHash } from 'node:crypto';
/** A file name that changes with its content, so that browsers may keep what it names for ever. */
export function hashedName(name, ending, content) {
    return `${name}-${createHash('sha256').update(content).digest('hex').slice(0, 16)}.${ending}`;
}
//# sourceMappingURL=hashed-name.js.map