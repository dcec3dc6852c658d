import { run } from './program.js';
run();
//# sourceMappingURL=start.js.map