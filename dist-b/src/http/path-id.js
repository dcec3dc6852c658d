import { Problem } from '../kernel/problem.js';
import { isUuid } from './page-query.js';
/** The id of something in a path. One that cannot be an id is answered like one that nobody has. */
export class PathId {
    what;
    possible;
    /** @param what it is the id of, as in "No such user." @param possible which texts can be ids */
    constructor(what, possible = isUuid) {
        this.what = what;
        this.possible = possible;
    }
    transform(text) {
        if (!this.possible(text))
            throw Problem.notFound(this.what);
        return text;
    }
}
//# sourceMappingURL=path-id.js.map