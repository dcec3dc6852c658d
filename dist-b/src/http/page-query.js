import { createParamDecorator, SetMetadata } from '@nestjs/common';
import { DEFAULT_PAGE, LARGEST_PAGE } from '../kernel/page.js';
import { Problem } from '../kernel/problem.js';
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
/** Whether a text is a UUID in lower case, as every id of ours is. */
export function isUuid(text) {
    return UUID.test(text);
}
/**
 * `?after=<cursor>&limit=<1..200>` and the filters of a list. An unknown parameter is refused: ignored, a mistyped
 * filter would answer with everything.
 * @throws Problem 400 naming every wrong parameter
 */
export function readList(query, readers) {
    const read = readFilters(query, { ...readers, after: cursor, limit: pageSize });
    const { after = null, limit = DEFAULT_PAGE, ...filters } = read;
    return { page: { after, limit }, filters: filters };
}
/**
 * The parameters of a request, by their readers; an unknown one is refused.
 * @throws Problem 400 naming every wrong parameter
 */
export function readFilters(query, readers) {
    const errors = [];
    const read = {};
    for (const [name, value] of Object.entries(query)) {
        try {
            if (!Object.hasOwn(readers, name))
                throw new Error('is not a parameter of this list');
            if (typeof value !== 'string')
                throw new Error('may be given once');
            read[name] = readers[name]?.(value);
        }
        catch (error) {
            errors.push({ pointer: name, detail: error.message });
        }
    }
    if (errors.length > 0)
        throw Problem.invalid(errors);
    return read;
}
/** The list that a request asks for, with the filters that this list has. */
export function ListQuery(readers = {}) {
    return createParamDecorator((_, context) => readList(context.switchToHttp().getRequest().query, readers))();
}
/** The filters that a request asks for where the answer is whole, never a page of it. */
export function FilterQuery(readers) {
    return createParamDecorator((_, context) => readFilters(context.switchToHttp().getRequest().query, readers))();
}
/** The page that a list without filters is asked for. */
export const PageQuery = createParamDecorator((_, context) => readList(context.switchToHttp().getRequest().query, {}).page);
export const TAKES = 'gatehouse:takes';
/** Parameters of the query of a route that changes something; all others are refused before it is called. */
export const Takes = (...names) => SetMetadata(TAKES, names);
/** A filter that is an id. */
export function idFilter(text) {
    if (!isUuid(text))
        throw new Error('must be a UUID in lower case');
    return text;
}
/** A filter that is compared with a text. */
export function textFilter(text) {
    // PostgreSQL stores no NUL, and would refuse the comparison.
    if (text === '' || text.length > 512 || /\p{Cc}/u.test(text))
        throw new Error('must be a text of 1 to 512 characters');
    return text;
}
/** A filter that is one of some words. */
export function wordFilter(...words) {
    return (text) => {
        const word = words.find((candidate) => candidate === text);
        if (word === undefined)
            throw new Error(`must be one of ${words.join(', ')}`);
        return word;
    };
}
/** A filter that is a time (RFC 3339 §5.6), or a date alone for its midnight UTC. */
export function timeFilter(text) {
    const match = /^(\d{4}-\d\d-\d\d)(?:T\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d))?$/i.exec(text);
    const time = new Date(text.toUpperCase());
    const day = new Date(match?.[1] ?? '');
    // Date takes the 30th of February for the 1st or 2nd of March.
    if (match === null || Number.isNaN(+time) || Number.isNaN(+day) || day.toISOString().slice(0, 10) !== match[1]) {
        throw new Error('must be a time such as 2026-01-31T00:00:00Z, or a date such as 2026-01-31');
    }
    if (+time < 0)
        throw new Error('must be in 1970 or later');
    return time;
}
function cursor(text) {
    const id = Buffer.from(text, 'base64url').toString('latin1');
    if (!isUuid(id))
        throw new Error('is not a cursor of this list');
    return id;
}
/** A filter that says how many a page has. */
export function pageSize(text) {
    const size = Number(text);
    if (!/^\d{1,4}$/.test(text) || size < 1 || size > LARGEST_PAGE) {
        throw new Error(`must be a whole number from 1 to ${LARGEST_PAGE}`);
    }
    return size;
}
//# sourceMappingURL=page-query.js.map