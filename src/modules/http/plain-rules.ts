import { getMetadataStorage } from 'class-validator';

type Metadata = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];
type Rule = (object: object, value: unknown) => boolean;

interface Field {
  readonly property: string;
  /** Of `ValidateIf` and its likes: where one says no, the rules do not apply. */
  readonly conditions: readonly Rule[];
  readonly rules: readonly Rule[];
}

const CONDITION = 'conditionalValidation';
const RULE = 'customValidation';

/**
 * Whether an instance keeps every rule that class-validator knows of its class, asked of those rules themselves. The
 * library's own walk collects, groups and prepares for faults at every call, which costs ten times what the rules do;
 * it is left to say what is wrong with an instance that fails. Null for a class with rules of nested objects, of each
 * element, or of groups.
 */
export function plainRules(type: new () => object): ((instance: object) => boolean) | null {
  const all = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
  if (!all.every(isPlain)) return null;
  const fields = [...Map.groupBy(all, ({ propertyName }) => propertyName)].map(fieldOf);
  return (instance) => fields.every((field) => keeps(instance, field));
}

function isPlain({ type, each, validateIf, groups = [] }: Metadata): boolean {
  return (type === CONDITION || type === RULE) && !each && validateIf === undefined && groups.length === 0;
}

function fieldOf([property, all]: [string, readonly Metadata[]]): Field {
  const conditions = all
    .filter(({ type }) => type === CONDITION)
    .map(({ constraints }) => constraints![0] as Rule);
  return { property, conditions, rules: all.filter(({ type }) => type === RULE).flatMap(rulesOf) };
}

function rulesOf({ target, propertyName, constraintCls, constraints = [] }: Metadata): Rule[] {
  const targetName = typeof target === 'string' ? target : target.name;
  const known = getMetadataStorage().getTargetValidatorConstraints(constraintCls);
  return known.map(({ instance }) => (object, value) => {
    const context = { targetName, property: propertyName, object, value, constraints };
    return instance.validate(value, context) === true;
  });
}

function keeps(instance: object, { property, conditions, rules }: Field): boolean {
  const value: unknown = Reflect.get(instance, property);
  if (!conditions.every((applies) => applies(instance, value))) return true;
  return rules.every((rule) => rule(instance, value));
}
