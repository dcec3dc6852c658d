var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Injectable } from '@nestjs/common';
import { Sql } from './sql.js';
/** Whether the database answers, for whoever may not ask it anything else. */
let Pulse = class Pulse {
    sql;
    constructor(sql) {
        this.sql = sql;
    }
    async beats() {
        return this.sql.rows('pulse', 'SELECT 1', []).then(() => true, () => false);
    }
};
Pulse = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql])
], Pulse);
export { Pulse };
//# sourceMappingURL=pulse.js.map