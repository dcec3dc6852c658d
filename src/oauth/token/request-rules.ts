import { getMetadataStorage, validateSync, type ValidationError, ValidationTypes } from 'class-validator';

type Metadata = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];
/** Whether a request keeps the rules of one of its members. */
type Rule = (request: Readonly<Record<string, unknown>>) => boolean;

/** Kinds of rules that are read here; with another one, a class is left to class-validator alone. */
const READ: readonly string[] = [ValidationTypes.CUSTOM_VALIDATION, ValidationTypes.IS_DEFINED];

const rules = new Map<unknown, readonly Rule[] | null>();

/**
 * What is wrong with a request by the decorators of its class. class-validator looks them up anew for each request, which
 * is dear where nearly all are right: they are looked up once, and it is asked what is wrong when something is.
 */
export function faultOf(request: object): ValidationError | undefined {
  const type = request.constructor;
  let known = rules.get(type);
  if (known === undefined) {
    known = rulesOf(type);
    rules.set(type, known);
  }
  const isFit = known?.every((keeps) => keeps(request as Readonly<Record<string, unknown>>)) === true;
  return isFit ? undefined : validateSync(request)[0];
}

/** @returns null when there are others than can be read, or none at all */
function rulesOf(type: object): readonly Rule[] | null {
  const storage = getMetadataStorage();
  const all = storage.getTargetValidationMetadatas(type as never, '', false, false);
  const read = all.every((one) => one.type === ValidationTypes.CONDITIONAL_VALIDATION || READ.includes(one.type));
  if (!read || all.length === 0) return null;
  return Object.values(storage.groupByPropertyName(all)).map(ruleOf);
}

/** Of one member: unless a condition spares it, every rule holds, for each of its items where the rule says so. */
function ruleOf(metadatas: readonly Metadata[]): Rule {
  const isCondition = (one: Metadata) => one.type === ValidationTypes.CONDITIONAL_VALIDATION;
  const conditions = metadatas.filter(isCondition);
  const checks = metadatas.filter((one) => !isCondition(one)).map(checkOf);
  const name = metadatas[0]?.propertyName ?? '';
  return (request) => {
    const value = request[name];
    const asks = conditions.every(({ constraints }) => (constraints[0] as Condition)(request, value));
    return !asks || checks.every((check) => check(value, request));
  };
}

type Condition = (request: object, value: unknown) => boolean;

function checkOf(metadata: Metadata): (value: unknown, request: object) => boolean {
  const { constraintCls, constraints, each, propertyName: property, target } = metadata;
  const validators = getMetadataStorage().getTargetValidatorConstraints(constraintCls);
  const holds = (value: unknown, object: object): boolean =>
    validators.every(
      ({ instance }) =>
        instance.validate(value, { value, constraints, object, property, targetName: String(target) }) === true,
    );
  if (!each) return holds;
  return (value, request) => Array.isArray(value) && value.every((item) => holds(item, request));
}
