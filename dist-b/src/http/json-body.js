var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { createParamDecorator, Injectable } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { Problem } from '../kernel/problem.js';
import { isJsonObject, parseStrictJson, plainJson, StrictJsonError } from '../kernel/strict-json.js';
import { BodyTooLarge, readBody, UnreadableBody } from './read-body.js';
const LARGEST_BODY = 1024 * 1024;
let ReadJson = class ReadJson {
    async transform(request) {
        return jsonFields(request);
    }
};
ReadJson = __decorate([
    Injectable()
], ReadJson);
let ReadStrictJson = class ReadStrictJson {
    transform(request) {
        return read(request);
    }
};
ReadStrictJson = __decorate([
    Injectable()
], ReadStrictJson);
async function read(request) {
    const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
    if (type !== 'application/json')
        throw new Problem(415, 'The content type must be application/json.');
    try {
        const value = parseStrictJson(await bodyBytes(request));
        if (!isJsonObject(value))
            throw new Problem(400, 'The body must be a JSON object.');
        return { value, fields: plainJson(value) };
    }
    catch (error) {
        if (error instanceof StrictJsonError)
            throw new Problem(400, `The body is not JSON: ${error.message}`);
        throw error;
    }
}
const bodies = new WeakMap();
/** A whole body; whoever looks at it first leaves it to the next. @throws Problem 413, 400 */
export function bodyBytes(request) {
    const known = bodies.get(request) ?? readBody(request, LARGEST_BODY).catch(refuseBody);
    bodies.set(request, known);
    return known;
}
function refuseBody(error) {
    if (error instanceof BodyTooLarge)
        throw new Problem(413, `The body may have at most ${error.limit} bytes.`);
    if (error instanceof UnreadableBody)
        throw new Problem(400, error.message);
    throw error;
}
/** The same where no decorator can be: an error has a shape of its own there. @throws Problem */
export async function jsonFields(request) {
    return (await read(request)).fields;
}
const RawRequest = createParamDecorator((_, context) => context.switchToHttp().getRequest());
/** The JSON object in the body; its fields are checked by {@link examined} against the whole resulting thing. */
export const JsonBody = () => RawRequest(new ReadJson());
/** The same, for a body of which a part is decided on as it came. */
export const StrictJsonBody = () => RawRequest(new ReadStrictJson());
/** What is wrong with a body, gathered until all of it is known. */
export class WrongFields {
    errors;
    constructor(errors = []) {
        this.errors = [...errors];
    }
    /** @param name of a member of the body, or of one within one within it, the outermost first */
    add(name, detail) {
        const pointer = [name].flat().reduce(pointerTo, '');
        this.errors.push({ pointer, detail });
    }
    /** Whether the member, or something in it, is wrong already: then a look at the database is pointless. */
    has(name) {
        const pointer = pointerTo('', name);
        return this.errors.some((error) => error.pointer === pointer || error.pointer.startsWith(`${pointer}/`));
    }
    /** @throws Problem 400 that names every wrong field by JSON pointer, if there is one */
    refuse() {
        if (this.errors.length > 0)
            throw Problem.invalid(this.errors);
    }
}
/** Checks a body against the rules of its request class; the caller adds what only the database knows, then refuses. */
export function examined(type, fields) {
    const unread = unreadNames(fields, '');
    const readable = unread.length === 0 ? fields : withoutUnread(fields);
    const value = plainToInstance(type, readable, { enableImplicitConversion: false });
    const errors = validateSync(value, { whitelist: true, forbidNonWhitelisted: true });
    const wrong = [...unread, ...errors.flatMap((error) => fieldErrors(error, ''))];
    return { value, wrong: new WrongFields(wrong) };
}
const NOT_A_FIELD = 'is not a field of this resource';
/** One error for each place: what is wrong with a thing as a whole comes before what is wrong within it. */
function fieldErrors(error, parent) {
    const pointer = pointerTo(parent, error.property);
    const [broken] = Object.entries(error.constraints ?? {});
    if (broken === undefined)
        return (error.children ?? []).flatMap((child) => fieldErrors(child, pointer));
    const [rule, text] = broken;
    return [{ pointer, detail: rule === 'whitelistValidation' ? NOT_A_FIELD : text }];
}
/** class-transformer drops these names in silence, so that nobody could tell the caller that they are unknown. */
function unreadNames(value, parent) {
    if (typeof value !== 'object' || value === null)
        return [];
    return Object.entries(value).flatMap(([name, member]) => {
        const pointer = pointerTo(parent, name);
        const unread = name in Object.prototype ? [{ pointer, detail: NOT_A_FIELD }] : [];
        return [...unread, ...unreadNames(member, pointer)];
    });
}
/** Nor may it meet them: a member `constructor` would be called as one. */
function withoutUnread(value) {
    if (typeof value !== 'object' || value === null)
        return value;
    if (Array.isArray(value))
        return value.map(withoutUnread);
    const members = Object.entries(value).filter(([name]) => !(name in Object.prototype));
    return Object.fromEntries(members.map(([name, member]) => [name, withoutUnread(member)]));
}
function pointerTo(parent, name) {
    return `${parent}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
//# sourceMappingURL=json-body.js.map