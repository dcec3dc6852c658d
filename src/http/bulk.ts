import { SetMetadata } from '@nestjs/common';

export const BULK = 'gatehouse:bulk';

/** A route that changes whatever a filter finds: it can be tried first, by `?dry_run=true`. */
export const Bulk = (): MethodDecorator => SetMetadata(BULK, true);
