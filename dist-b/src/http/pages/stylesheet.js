import { apiDocsStyles } from '../openapi/api-docs-styles.js';
import { frameStyles } from './frame-styles.js';
import { dark, light } from './palette.js';
import { partStyles } from './part-styles.js';
/** The one stylesheet: every colour is a variable, and each scheme sets them all. */
export function stylesheet(lightAccent, darkAccent) {
    return `:root {
  color-scheme: light dark;
${variables(light, lightAccent)}
}
@media (prefers-color-scheme: dark) {
  :root {
${variables(dark, darkAccent)}
  }
}
${frameStyles}${partStyles}${apiDocsStyles}`;
}
function variables({ alert, care, done, ...colors }, accent) {
    const notes = Object.entries({ alert, care, done }).flatMap(([name, [text, ground]]) => [
        [`${name}-text`, text],
        [`${name}-ground`, ground],
    ]);
    const all = [...Object.entries({ ...colors, ...accent }), ...notes];
    return all.map(([name, value]) => `  --${name}: ${value};`).join('\n');
}
//# sourceMappingURL=stylesheet.js.map