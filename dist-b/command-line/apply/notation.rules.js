import { extname } from 'node:path';
import { Document, isAlias, isCollection, isScalar, parseAllDocuments, visit } from 'yaml';
import { Refusal } from '../refusal.js';
/** The two ways in which the one format is written. */
export const NOTATIONS = ['json', 'yaml'];
/** What the end of a file's name says, unless it was said. */
export function notationOf(path, said) {
    return said ?? (['.yaml', '.yml'].includes(extname(path).toLowerCase()) ? 'yaml' : 'json');
}
/** YAML 1.2: `no` is a text, and a name that stands twice is a mistake. */
const READING = {
    version: '1.2',
    schema: 'core',
    merge: false,
    uniqueKeys: true,
    stringKeys: true,
    strict: true,
    logLevel: 'error',
    prettyErrors: true,
};
/** The value that a text is. @throws Refusal for what one notation has and the other has not */
export function valueIn(name, text, notation) {
    if (notation === 'yaml')
        return yamlIn(name, text);
    try {
        const value = JSON.parse(text);
        refuseRepeated(name, text);
        return value;
    }
    catch (error) {
        if (error instanceof Refusal)
            throw error;
        throw new Refusal(`${name} is not JSON: ${error.message}`);
    }
}
/** Of two members of one name, JSON.parse forgets the first without a word. JSON is YAML, where that is a mistake. */
function refuseRepeated(name, text) {
    const errors = parseAllDocuments(text, READING).flatMap((document) => ('errors' in document ? document.errors : []));
    const repeated = errors.find(({ code }) => code === 'DUPLICATE_KEY');
    if (repeated !== undefined)
        throw new Refusal(`${name} says something twice: ${repeated.message}`);
}
function yamlIn(name, text) {
    const [document, other] = parseAllDocuments(text, READING);
    if (document === undefined || !('errors' in document))
        throw new Refusal(`${name} is empty.`);
    if (other !== undefined)
        throw new Refusal(`${name} holds several documents: there must be one.`);
    const [wrong] = [...document.errors, ...document.warnings];
    if (wrong !== undefined)
        throw new Refusal(`${name} is not YAML: ${wrong.message}`);
    visit(document, {
        Node: (_key, node) => {
            // They could stand for more than any file holds, and JSON has none.
            if (isAlias(node) || ((isScalar(node) || isCollection(node)) && node.anchor !== undefined)) {
                throw new Refusal(`${name} uses anchors or aliases: write it out.`);
            }
            if ((isScalar(node) || isCollection(node)) && node.tag !== undefined) {
                throw new Refusal(`${name} uses a tag (${node.tag}): there are none here.`);
            }
        },
    });
    const value = document.toJS({ maxAliasCount: 0 });
    if (!isPlain(value))
        throw new Refusal(`${name} holds a number that JSON has not, such as .inf.`);
    return value;
}
function isPlain(value) {
    if (typeof value === 'number')
        return Number.isFinite(value);
    if (typeof value !== 'object' || value === null)
        return true;
    return Object.values(value).every(isPlain);
}
/** A value as a text, from which {@link valueIn} makes the same value. */
export function textOf(value, notation) {
    if (notation === 'json')
        return `${JSON.stringify(value, null, 2)}\n`;
    // What older readers take for something else (`no`, `on`, 1:30) is quoted.
    const document = new Document(value, { version: '1.2', compat: 'yaml-1.1', aliasDuplicateObjects: false });
    visit(document, {
        // At the beginning of a file it would be no part of the text (YAML 1.2 §5.2).
        Scalar: (_, scalar) => {
            if (typeof scalar.value === 'string' && scalar.value.includes('\ufeff'))
                scalar.type = 'QUOTE_DOUBLE';
        },
    });
    return document.toString({ lineWidth: 0 });
}
//# sourceMappingURL=notation.rules.js.map