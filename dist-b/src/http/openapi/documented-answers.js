import { titleOf } from '../../kernel/problem.js';
import { shapeOf } from '../error-answer.js';
import { operationStyle, styleHeaders } from './documented-style.js';
import { SOURCE_FACTS } from './source-facts.generated.js';
/** Names of what must be kept secret, wherever it is shown. */
export const SECRET_NAME = /^(client_secret|secret|access_key|registration_token|initial_access_token|password|password_hash|token|code|key|access_token|refresh_token|id_token|registration_access_token|private_key|value|d)$/;
/** Answers of an operation by status, and what must be said of them. */
export function documentedAnswers(route, verb, facts) {
    const { path, status } = route;
    const { answer, types = [], statuses = [] } = facts;
    const style = operationStyle(route, verb, facts);
    const shown = verb === 'get' || shapeOf(path) !== 'problem' ? [] : secretsOf(answer);
    const content = contentOf(path, answer, types);
    const whole = { ...(Object.keys(content).length === 0 ? {} : { content }) };
    const noted = shown.length === 0 ? {} : { 'x-shown-once': shown };
    const succeeding = [...new Set([statusOf(path, status, facts), ...statuses.filter((one) => one < 400)])].sort();
    const answers = succeeding.map((one) => [
        String(one),
        {
            description: DESCRIPTIONS[one] ?? titleOf(one),
            ...headersOf(style),
            ...(one < 300 && one !== 204 ? { ...whole, ...noted } : {}),
        },
    ]);
    const words = shown.map((name) => `\`${name}\``).join(', ');
    const notes = shown.length === 0 ? [] : [`${words}: this answer alone ever shows it.`];
    const said = Object.fromEntries(answers);
    return { answers: { ...said, ...styled(said, style) }, notes };
}
function headersOf(style) {
    const headers = styleHeaders(style);
    return Object.keys(headers).length === 0 ? {} : { headers };
}
/** Answers that all operations have in common which can be tried, or whose answer its reader may have. */
function styled(said, style) {
    const known = style.remembered
        ? { 304: { description: DESCRIPTIONS[304], ...headersOf(style) } }
        : {};
    if (!style.tried)
        return known;
    const { content, ...rest } = said['200'] ?? { description: 'Tried: what would have been recorded.' };
    const own = content?.['application/json'];
    const schema = own === undefined ? DRY_RUN : { anyOf: [own.schema, DRY_RUN] };
    return { ...known, 200: { ...rest, content: { 'application/json': { schema } } } };
}
const DRY_RUN = { $ref: '#/components/schemas/DryRun' };
const DESCRIPTIONS = {
    200: 'Done.',
    201: 'Made.',
    204: 'Done; there is nothing to tell.',
    303: 'Go on there.',
    304: 'It is what you have.',
};
/** A page that only ever leads on answers nothing else. */
function statusOf(path, status, { types = [], statuses = [], answer }) {
    if (statuses.includes(200) && !statuses.includes(201))
        return 200;
    if (shapeOf(path) !== 'page' && !path.startsWith('/sign-in'))
        return status;
    return types.length === 0 && answer === undefined && statuses.includes(303) ? 303 : 200;
}
function contentOf(path, answer, types) {
    const json = answer === undefined ? {} : { 'application/json': { schema: answer } };
    const page = shapeOf(path) === 'page' && types.length === 0 && answer === undefined ? ['text/html'] : [];
    return { ...Object.fromEntries([...types, ...page].map((type) => [type, {}])), ...json };
}
/** Members of an answer by whose name a secret is to be expected. */
function secretsOf(schema) {
    if (typeof schema !== 'object' || schema === null)
        return [];
    if (Array.isArray(schema))
        return [...new Set(schema.flatMap(secretsOf))];
    const { $ref, properties = {}, ...others } = schema;
    if ($ref !== undefined)
        return secretsOf(SOURCE_FACTS.schemas[$ref.split('/').at(-1) ?? '']);
    const own = Object.keys(properties).filter((name) => SECRET_NAME.test(name));
    return [
        ...new Set([...own, ...Object.values(properties).flatMap(secretsOf), ...Object.values(others).flatMap(secretsOf)]),
    ];
}
//# sourceMappingURL=documented-answers.js.map