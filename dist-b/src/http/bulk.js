var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { SetMetadata } from '@nestjs/common';
import { Problem } from '../kernel/problem.js';
import { Omittable, Timestamp, WholeNumber } from './fields.js';
export const BULK = 'gatehouse:bulk';
/** Most things that one call changes: it is one transaction. */
export const MOST_AT_ONCE = 10_000;
/** A route that changes whatever a filter finds: it can be tried first, by `?dry_run=true`. */
export const Bulk = () => SetMetadata(BULK, true);
/** By when a thing was made, and whether it was used: what all filters of things that people hold have in common. */
export class UnusedFilter {
    created_before;
    /** Made before then, and not known to be used since. */
    unused_since;
}
__decorate([
    Omittable(),
    Timestamp(),
    __metadata("design:type", String)
], UnusedFilter.prototype, "created_before", void 0);
__decorate([
    Omittable(),
    Timestamp(),
    __metadata("design:type", String)
], UnusedFilter.prototype, "unused_since", void 0);
/** Which things are meant, and how many its sender thinks that they are. */
export class BulkRequest {
    expected_count;
}
__decorate([
    Omittable(),
    WholeNumber(0, MOST_AT_ONCE),
    __metadata("design:type", Number)
], BulkRequest.prototype, "expected_count", void 0);
/**
 * A filter that says nothing would find everything: it is refused.
 * @param what the plural of what is meant
 * @throws Problem 400 that names every wrong field
 */
export function askedOf({ value, wrong }, what) {
    const given = Object.entries(value.filter ?? {}).filter(([, wanted]) => wanted !== undefined);
    if (!wrong.has('filter') && given.length === 0)
        wrong.add('filter', `must say which ${what} are meant`);
    wrong.refuse();
    return { filter: Object.fromEntries(given), expected: value.expected_count };
}
/**
 * Nothing is changed that its caller did not count on.
 * @param found how many there are; one more than {@link MOST_AT_ONCE} stands for all beyond
 * @throws Problem 409 that tells how many there are, or that there are too many
 */
export function requireCount(found, expected) {
    if (found > MOST_AT_ONCE)
        throw Problem.conflict(`The filter finds more than ${MOST_AT_ONCE}: narrow it.`);
    if (expected === undefined || expected === found)
        return;
    throw new Problem(409, `The filter finds ${found}, not ${expected}.`, [], {}, { count: found });
}
//# sourceMappingURL=bulk.js.map