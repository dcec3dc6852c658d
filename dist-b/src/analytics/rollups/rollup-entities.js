import { EventRollup } from './event-rollup.entity.js';
import { EventSeries } from './event-series.entity.js';
import { KnownUse } from './known-use.entity.js';
import { PendingFact } from './pending-fact.entity.js';
import { RollupPosition } from './rollup-position.entity.js';
import { RollupState } from './rollup-state.entity.js';
import { SubjectHour } from './subject-hour.entity.js';
/** All tables of counts. */
export const rollupEntities = [
    EventRollup,
    EventSeries,
    KnownUse,
    PendingFact,
    RollupPosition,
    RollupState,
    SubjectHour,
];
//# sourceMappingURL=rollup-entities.js.map