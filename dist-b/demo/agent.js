/** The text of a tool's answer. */
export function textOf(result) {
    const { content = [] } = result;
    const [first] = content;
    if (first?.type !== 'text' || first.text === undefined)
        throw new Error('the tool answered no text');
    return first.text;
}
//# sourceMappingURL=agent.js.map