import { join } from 'node:path';
import ts from 'typescript';
import { RouteSource } from './route-source.js';
import { withSharedSchemas } from './shared-schemas.js';
import { documentation, SchemaOfType } from './schema-of-type.js';
const ROUTE = /^(Get|Post|Put|Patch|Delete|All|Head|Options)$/;
/** Where the facts are written, from the root of the project. */
export const FACTS_FILE = 'src/http/openapi/source-facts.generated.ts';
/** What the source of every controller tells. @param root of the project */
export function sourceFacts(root) {
    const config = ts.getParsedCommandLineOfConfigFile(join(root, 'tsconfig.json'), {}, { ...ts.sys, onUnRecoverableConfigFileDiagnostic: refuse });
    const files = (config?.fileNames ?? []).filter((name) => /\/src\/.*\.controller\.tsx?$/.test(name));
    const program = ts.createProgram(files, config?.options ?? {});
    const checker = program.getTypeChecker();
    const names = new Map();
    const controllers = {};
    const operations = {};
    const requests = {};
    const classes = files.flatMap((name) => program.getSourceFile(name)?.statements.filter(ts.isClassDeclaration) ?? []);
    for (const controller of classes) {
        const name = controller.name?.text ?? '';
        const symbol = controller.name && checker.getSymbolAtLocation(controller.name);
        const description = symbol && documentation(symbol, checker);
        for (const member of controller.members) {
            if (!ts.isMethodDeclaration(member) || !isRoute(member))
                continue;
            controllers[name] = description ?? '';
            const source = new RouteSource(checker, member, names);
            operations[`${name}.${member.name.getText()}`] = source.facts();
            for (const [type, declaration] of source.requests())
                requests[type] = requestFacts(declaration, checker);
        }
    }
    const shared = withSharedSchemas(operations, names);
    return {
        controllers: sorted(controllers),
        operations: sorted(shared.operations),
        requests: sorted(requests),
        schemas: sorted(shared.schemas),
    };
}
/** The facts as a module. */
export function factsModule(facts) {
    return [
        '// Made by `npm run openapi` from the source of the controllers; test/openapi compares it with them.',
        `import type { SourceFacts } from './operation-facts.js';`,
        '',
        '/** What the source tells of the whole interface. */',
        `export const SOURCE_FACTS: SourceFacts = ${JSON.stringify(facts, null, 1)};`,
        '',
    ].join('\n');
}
function isRoute(method) {
    return (ts.getDecorators(method) ?? []).some(({ expression }) => ts.isCallExpression(expression) && ROUTE.test(expression.expression.getText()));
}
function requestFacts(declaration, checker) {
    const schemas = new SchemaOfType(checker);
    const type = checker.getTypeAtLocation(declaration);
    const properties = Object.fromEntries(checker
        .getPropertiesOfType(type)
        .map((property) => [property.name, schemas.described(property, schemas.of(checker.getTypeOfSymbol(property)))]));
    const description = type.symbol && documentation(type.symbol, checker);
    return { ...(description === undefined ? {} : { description }), properties };
}
function sorted(values) {
    return Object.fromEntries(Object.entries(values).sort(([one], [other]) => (one < other ? -1 : 1)));
}
function refuse(diagnostic) {
    throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'));
}
//# sourceMappingURL=source-facts.js.map