import ts from 'typescript';
/** Where a walk does not go on: what the database refuses of contention, and what reads a body or a query, is the edge's. */
const ENDS = /\/src\/(database|settings|outbound)\/|\/src\/http\/(page-query|pages\/|openapi\/)|\/identity\/changes\.store|\/audit\/recorded-/;
/** Every node of a function, of the functions of ours that it calls, and of the constants that it names. */
export function reachable(start, checker) {
    const seen = new Set();
    const nodes = [];
    const open = [...start];
    const visit = (node) => {
        nodes.push(node);
        const further = calledBy(node, checker) ?? namedBy(node, checker);
        if (further !== undefined && isOurs(further) && !seen.has(further))
            open.push(further);
        ts.forEachChild(node, visit);
    };
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
        if (seen.has(node))
            continue;
        seen.add(node);
        visit(node);
    }
    return nodes;
}
function isOurs(node) {
    const { fileName } = node.getSourceFile();
    return fileName.includes('/src/') && !fileName.includes('/node_modules/') && !ENDS.test(fileName);
}
function calledBy(node, checker) {
    if (!ts.isCallExpression(node) && !ts.isNewExpression(node))
        return undefined;
    const declaration = checker.getResolvedSignature(node)?.declaration;
    return declaration !== undefined && 'body' in declaration ? declaration.body : undefined;
}
/** The value of a constant of a module. */
function namedBy(node, checker) {
    if (!ts.isIdentifier(node) || (ts.isPropertyAccessExpression(node.parent) && node.parent.name === node))
        return undefined;
    const declaration = declarationOf(node, checker);
    if (declaration === undefined || !ts.isVariableDeclaration(declaration))
        return undefined;
    const ofModule = ts.isSourceFile(declaration.parent.parent.parent);
    return ofModule ? declaration.initializer : undefined;
}
/** Where a name is declared, through imports. */
export function declarationOf(node, checker) {
    const symbol = checker.getSymbolAtLocation(node);
    if (symbol === undefined)
        return undefined;
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    return target.valueDeclaration;
}
//# sourceMappingURL=reachable.js.map