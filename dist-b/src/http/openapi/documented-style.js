import { canBeTried, IDEMPOTENCY_KEY, isAdministration, isReading, isRepeatable, isTagged, KEY_REFUSALS, } from '../administration-style.js';
import { Problem } from '../../kernel/problem.js';
import { SOURCE_FACTS } from './source-facts.generated.js';
/** @param facts of its source, for what it answers */
export function operationStyle(route, verb, facts) {
    const method = verb.toUpperCase();
    const tagged = isTagged(route, method, facts.located === true) && showsOneThing(facts.answer);
    const row = `{${route.versioned?.param ?? ''}}`;
    return {
        repeatable: isRepeatable(route, method),
        tried: canBeTried(route, method),
        tagged,
        remembered: tagged && isReading(method),
        expecting: isAdministration(route) && !isReading(method) && route.path.split('/').includes(row),
    };
}
/** Lists have no tags. */
function showsOneThing(answer) {
    const name = typeof answer?.['$ref'] === 'string' ? answer['$ref'].split('/').at(-1) : undefined;
    const schema = name === undefined ? answer : SOURCE_FACTS.schemas[name];
    return schema?.['type'] === 'object' && !('items' in (schema['properties'] ?? {}));
}
/** Parameters that operations have in common. */
export function styleParameters({ repeatable, tried, remembered, expecting }) {
    return [
        ...(tried ? [DRY_RUN_PARAMETER] : []),
        ...(repeatable ? [KEY_PARAMETER] : []),
        ...(expecting ? [IF_MATCH] : []),
        ...(remembered ? [IF_NONE_MATCH] : []),
    ];
}
const DRY_RUN_PARAMETER = {
    name: 'dry_run',
    in: 'query',
    description: 'Only tells what would be recorded, and changes nothing.',
    schema: { type: 'boolean' },
};
const KEY_PARAMETER = {
    name: 'Idempotency-Key',
    in: 'header',
    description: 'Whoever sends the same request with the same key again within a day gets the answer that there was.',
    schema: { type: 'string', pattern: IDEMPOTENCY_KEY.source },
};
const IF_MATCH = {
    name: 'If-Match',
    in: 'header',
    description: 'The `ETag` of what is changed: another version of it stays as it is.',
    schema: { type: 'string' },
};
const IF_NONE_MATCH = {
    name: 'If-None-Match',
    in: 'header',
    description: 'The `ETag` of what its reader has.',
    schema: { type: 'string' },
};
/** Headers of an answer that operations have in common. */
export function styleHeaders({ tagged, repeatable }) {
    return {
        ...(tagged ? { ETag: ETAG } : {}),
        ...(repeatable ? { 'Idempotency-Replayed': REPLAYED } : {}),
    };
}
const ETAG = { description: 'For `If-Match` and `If-None-Match`.', schema: { type: 'string' } };
const REPLAYED = {
    description: 'On an answer that there was before.',
    schema: { type: 'string', const: 'true' },
};
/** Refusals that operations have in common, by status. */
export function styleRefusals({ repeatable, tried, expecting, }) {
    const keys = repeatable
        ? [KEY_REFUSALS.malformed, KEY_REFUSALS.running, KEY_REFUSALS.lost, KEY_REFUSALS.another]
        : [];
    const refusals = [...keys.map((made) => made()), ...(expecting ? [Problem.changed()] : [])];
    return [
        ...refusals.map(({ status, detail }) => [status, detail]),
        ...(tried ? [[400, 'A `dry_run` that is neither true nor false.']] : []),
    ];
}
/** What a dry run answers. */
export const DRY_RUN_SCHEMA = {
    type: 'object',
    description: 'What a call that is only tried would have recorded.',
    properties: {
        dry_run: { type: 'boolean', const: true },
        would: {
            type: 'array',
            items: {
                type: 'object',
                properties: { kind: { type: 'string' }, detail: { type: 'object' } },
                required: ['kind', 'detail'],
            },
        },
    },
    required: ['dry_run', 'would'],
};
//# sourceMappingURL=documented-style.js.map