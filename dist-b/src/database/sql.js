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
import { DataSource, QueryFailedError } from 'typeorm';
/**
 * Named prepared statements for hot paths: TypeORM never names its statements, which costs half their speed.
 * For stores alone.
 */
let Sql = class Sql {
    pool;
    constructor(source) {
        this.pool = source.driver.master;
    }
    /** @param name unique for the text: PostgreSQL keeps the plan under it, one for each connection */
    async rows(name, text, values) {
        const result = await this.pool.query({ name, text, values: [...values] });
        return result.rows;
    }
    /** How many rows a statement changed. */
    async count(name, text, values) {
        const result = await this.pool.query({ name, text, values: [...values] });
        return result.rowCount ?? 0;
    }
    /** A statement whose text varies, such as a list with filters. */
    async query(text, values) {
        const result = await this.pool.query(text, [...values]);
        return result.rows;
    }
    /** A statement whose text varies, and that adds up much of a table: planned for its values, and for reading all of it. */
    async report(text, values) {
        const connection = await this.pool.connect();
        let fault;
        try {
            await connection.query(`BEGIN READ ONLY; ${READING_MUCH}`);
            const result = await connection.query(text, [...values]);
            await connection.query('COMMIT');
            return result.rows;
        }
        catch (error) {
            fault = error;
            throw error;
        }
        finally {
            // Whatever it is in after a fault, nobody else gets it.
            connection.release(fault !== undefined);
        }
    }
};
Sql = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource])
], Sql);
export { Sql };
/** A named statement in a transaction of TypeORM's. @throws QueryFailedError, as its own statements do */
export async function rowsIn({ queryRunner }, name, text, values) {
    const connection = (await queryRunner?.connect());
    if (connection === undefined)
        throw new Error('a statement of a transaction outside of one');
    try {
        const result = await connection.query({ name, text, values: [...values] });
        return result.rows;
    }
    catch (error) {
        throw new QueryFailedError(text, [...values], error);
    }
}
/** In a transaction, before statements that read much of their tables: they are planned for that, and for their values. */
export const READING_MUCH = `SET LOCAL plan_cache_mode = force_custom_plan;
  SET LOCAL enable_seqscan = on; SET LOCAL enable_hashjoin = on; SET LOCAL enable_mergejoin = on;
  SET LOCAL enable_material = on`;
/** Whether a statement failed by a value: SQLSTATE classes 22 (data) and 23 (constraint). Anything else would fail again, and take as long. */
export function isAboutRows(error) {
    const { code } = error;
    return typeof code === 'string' && /^2[23]/.test(code);
}
//# sourceMappingURL=sql.js.map