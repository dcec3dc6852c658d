import { plainJson } from '../../kernel/json-value.js';
/** The tools of a server as administrators see them; what a server says of a tool is its own word. */
export function offeredView({ tools, complete, version, asked }) {
    return {
        items: tools.map(toolView),
        next: null,
        complete,
        protocol_version: version,
        asked_at: new Date(asked).toISOString(),
    };
}
function toolView({ name, title, description, inputSchema, annotations }) {
    return {
        name,
        title: plainJson(title ?? null),
        description: plainJson(description ?? null),
        input_schema: plainJson(inputSchema ?? null),
        annotations: plainJson(annotations ?? null),
    };
}
//# sourceMappingURL=offered-tools.view.js.map