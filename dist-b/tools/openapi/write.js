import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FACTS_FILE, factsModule, sourceFacts } from './source-facts.js';
writeFileSync(join(process.cwd(), FACTS_FILE), factsModule(sourceFacts(process.cwd())));
//# sourceMappingURL=write.js.map