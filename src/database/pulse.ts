import { Injectable } from '@nestjs/common';
import { Sql } from './sql.js';

/** Whether the database answers, for whoever may not ask it anything else. */
@Injectable()
export class Pulse {
  constructor(private readonly sql: Sql) {}

  async beats(): Promise<boolean> {
    return this.sql.rows('pulse', 'SELECT 1', []).then(
      () => true,
      () => false,
    );
  }
}
