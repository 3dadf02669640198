import { getMetadataStorage } from 'class-validator';

type Metadata = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];
type Rule = (object: object, value: unknown) => boolean;

interface Field {
  readonly property: string;
  /** Conditions of `ValidateIf` and `IsOptional`: the rules apply only where all of them are met. */
  readonly conditions: readonly Rule[];
  readonly rules: readonly Rule[];
}

const CONDITION = 'conditionalValidation';
const RULE = 'customValidation';

/**
 * Compiles the class-validator rules of a class into one function that tells whether an instance keeps them all. The
 * library collects and groups the rules at every call, which costs ten times the rules themselves; it is still asked
 * for the faults of an instance that fails. Null for a class with rules for nested objects, for each element of a list,
 * or for groups.
 */
export function compileRules(type: new () => object): ((instance: object) => boolean) | null {
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
