import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { VERBS } from './mounted-routes.js';
import { OperationDetails, responsesOf, Rows } from './operation-details.js';
/** An answer that so many operations have is told once, at the end. */
const COMMON = 20;
/** Where so few are left, they are open. */
const FEW = 3;
/** The document on one page, without a script: what is administered first, each operation to unfold. */
export function ApiDocsPage({ document, asked }) {
    const all = operationsOf(document);
    const common = commonOf(all);
    const words = asked.toLowerCase().split(/\s+/).filter(Boolean);
    const found = words.length === 0 ? all : all.filter((shown) => words.every((word) => textOf(shown).includes(word)));
    const parts = document.tags.filter(({ name }) => found.some(({ operation }) => operation.tags.includes(name)));
    return (_jsxs("div", { class: "api", children: [_jsx("h1", { children: "API" }), _jsxs("p", { class: "lead", children: [document.info['description'].replaceAll('`', ''), " The same for programs:", ' ', _jsx("a", { href: "/api/openapi.json", children: "openapi.json" }), "."] }), _jsx(Search, { asked: asked, found: words.length === 0 ? null : found.length }), _jsx("nav", { "aria-label": "Parts", children: _jsxs("ul", { class: "parts", children: [parts.map(({ name }) => (_jsx("li", { children: _jsx("a", { href: `#${name}`, children: name.replaceAll('_', ' ') }) }))), _jsx("li", { children: _jsx("a", { href: "#answers", children: "answers" }) })] }) }), parts.map(({ name, description }) => (_jsxs("section", { id: name, children: [_jsx("h2", { children: name.replaceAll('_', ' ') }), _jsx("p", { class: "quiet", children: description }), found
                        .filter(({ operation }) => operation.tags.includes(name))
                        .map((shown) => (_jsx(OperationDetails, { shown: shown, document: document, common: common, open: found.length <= FEW })))] }))), _jsx(CommonAnswers, { common: common })] }));
}
function Search({ asked, found }) {
    return (_jsxs("form", { class: "search", role: "search", action: "/api/docs", children: [_jsxs("div", { class: "field", children: [_jsx("label", { for: "q", children: "Find operations" }), _jsx("input", { id: "q", name: "q", type: "search", value: asked, maxLength: 100, autocomplete: "off" })] }), _jsx("button", { class: "button", children: "Find" }), found === null ? null : (_jsxs("p", { role: "status", children: [found === 0 ? 'No operation has' : found === 1 ? 'One operation has' : `${found} operations have`, " these words. ", _jsx("a", { href: "/api/docs", children: "Show all" })] }))] }));
}
function CommonAnswers({ common }) {
    const rows = [...common].sort().map((answer) => {
        const [status = ''] = answer.split(' ', 1);
        return [status, answer.slice(status.length + 1)];
    });
    return (_jsxs("section", { id: "answers", children: [_jsx("h2", { children: "Answers that many have in common" }), _jsx(Rows, { rows: rows })] }));
}
function operationsOf(document) {
    return Object.entries(document.paths).flatMap(([path, item]) => VERBS.flatMap((verb) => (item[verb] === undefined ? [] : [{ verb, path, operation: item[verb] }])));
}
function commonOf(all) {
    const counts = new Map();
    for (const answer of all.flatMap(({ operation }) => responsesOf(operation))) {
        counts.set(answer, (counts.get(answer) ?? 0) + 1);
    }
    return new Set([...counts].filter(([, count]) => count > COMMON).map(([answer]) => answer));
}
function textOf({ verb, path, operation }) {
    const { operationId, summary, description } = operation;
    return `${operationId} ${verb} ${path} ${summary} ${String(description)}`.toLowerCase();
}
//# sourceMappingURL=api-docs.page.js.map