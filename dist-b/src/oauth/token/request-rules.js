import { getMetadataStorage, validateSync, ValidationTypes } from 'class-validator';
/** Kinds of rules that are read here; with another one, a class is left to class-validator alone. */
const READ = [ValidationTypes.CUSTOM_VALIDATION, ValidationTypes.IS_DEFINED];
const rules = new Map();
/**
 * What is wrong with a request by the decorators of its class. class-validator looks them up anew for each request, which
 * is dear where nearly all are right: they are looked up once, and it is asked what is wrong when something is.
 */
export function faultOf(request) {
    const type = request.constructor;
    let known = rules.get(type);
    if (known === undefined) {
        known = rulesOf(type);
        rules.set(type, known);
    }
    const isFit = known?.every((keeps) => keeps(request)) === true;
    return isFit ? undefined : validateSync(request)[0];
}
/** @returns null when there are others than can be read, or none at all */
function rulesOf(type) {
    const storage = getMetadataStorage();
    const all = storage.getTargetValidationMetadatas(type, '', false, false);
    const read = all.every((one) => one.type === ValidationTypes.CONDITIONAL_VALIDATION || READ.includes(one.type));
    if (!read || all.length === 0)
        return null;
    return Object.values(storage.groupByPropertyName(all)).map(ruleOf);
}
/** Of one member: unless a condition spares it, every rule holds, for each of its items where the rule says so. */
function ruleOf(metadatas) {
    const isCondition = (one) => one.type === ValidationTypes.CONDITIONAL_VALIDATION;
    const conditions = metadatas.filter(isCondition);
    const checks = metadatas.filter((one) => !isCondition(one)).map(checkOf);
    const name = metadatas[0]?.propertyName ?? '';
    return (request) => {
        const value = request[name];
        const asks = conditions.every(({ constraints }) => constraints[0](request, value));
        return !asks || checks.every((check) => check(value, request));
    };
}
function checkOf(metadata) {
    const { constraintCls, constraints, each, propertyName: property, target } = metadata;
    const validators = getMetadataStorage().getTargetValidatorConstraints(constraintCls);
    const holds = (value, object) => validators.every(({ instance }) => instance.validate(value, { value, constraints, object, property, targetName: String(target) }) === true);
    if (!each)
        return holds;
    return (value, request) => Array.isArray(value) && value.every((item) => holds(item, request));
}
//# sourceMappingURL=request-rules.js.map