import { Injectable } from '@nestjs/common';
import { lookup } from 'node:dns';
import type { Resolve } from './checked-lookup.js';

/** Where the addresses of a name come from: the operating system. */
@Injectable()
export class HostNames {
  readonly resolve: Resolve = lookup;
}
