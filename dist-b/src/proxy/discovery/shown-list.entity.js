var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
/** What every replica must know of the lists that an upstream showed to one caller, or to everybody. */
let ShownList = class ShownList {
    upstreamId;
    /** Hash of to whom: authorization context and version of the upstream. */
    holder;
    /** Null for what was shown to everybody. */
    sid;
    /** Lists that were asked for before are not given again: microseconds since 1970 by the clock of the database; 0 for never. */
    listsChanged;
    /** Lists that were asked for before teach nothing; the same scale. */
    toolsChanged;
    /** Null when no tool is known of which something is repeated as a header. */
    tools;
    expiresAt;
};
__decorate([
    PrimaryColumn('uuid'),
    __metadata("design:type", String)
], ShownList.prototype, "upstreamId", void 0);
__decorate([
    PrimaryColumn('text'),
    __metadata("design:type", String)
], ShownList.prototype, "holder", void 0);
__decorate([
    Column('uuid', { nullable: true }),
    __metadata("design:type", Object)
], ShownList.prototype, "sid", void 0);
__decorate([
    Column('bigint', { default: 0 }),
    __metadata("design:type", String)
], ShownList.prototype, "listsChanged", void 0);
__decorate([
    Column('bigint', { default: 0 }),
    __metadata("design:type", String)
], ShownList.prototype, "toolsChanged", void 0);
__decorate([
    Column('json', { nullable: true }),
    __metadata("design:type", Object)
], ShownList.prototype, "tools", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], ShownList.prototype, "expiresAt", void 0);
ShownList = __decorate([
    Entity('shown_lists'),
    Index('shown_lists_tools', ['upstreamId'], { where: 'tools IS NOT NULL' }),
    Index('shown_lists_expires_at', ['expiresAt'])
], ShownList);
export { ShownList };
//# sourceMappingURL=shown-list.entity.js.map