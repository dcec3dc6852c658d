import type { PipeTransform } from '@nestjs/common';
import { Problem } from '../kernel/problem.js';
import { isUuid } from './page-query.js';

/** The id of something in a path. One that cannot be an id is answered like one that nobody has. */
export class PathId implements PipeTransform<string, string> {
  /** @param what it is the id of, as in "No such user." @param possible which texts can be ids */
  constructor(
    private readonly what: string,
    private readonly possible: (text: string) => boolean = isUuid,
  ) {}

  transform(text: string): string {
    if (!this.possible(text)) throw Problem.notFound(this.what);
    return text;
  }
}
