import type { Type } from '@nestjs/common';
import { ApiProperty, getSchemaPath, type ApiPropertyOptions } from '@nestjs/swagger';
import { ValidateBy } from 'class-validator';
import type { FieldFault } from '../../model/refusal.js';
import type { JsonSchema } from '../../http/described/properties.js';

/** Rule of the values of a field. */
export interface FieldRule {
  /** Returns the fault of a value, as the rest of a sentence that begins with the name of the field; null: nothing. */
  readonly fault: (value: unknown) => string | null;
  /** The same in words of JSON Schema, as far as it has them. */
  readonly schema: JsonSchema;
  /** The class of an object with fields of its own; its schema has a name in the API's description. */
  readonly type?: Type;
  /** Words that may stand in place of an object of that class. */
  readonly words?: readonly string[];
  /** Finds the faults inside of a value that `fault` has let pass, each with its own place; `path` names the value. */
  readonly within?: (value: unknown, path: string) => readonly FieldFault[];
}

/** The console's control for a field. */
export interface FormField {
  readonly label: string;
  /** One line below the label. */
  readonly hint: string;
  /** The control that the console makes of the field; without it the console has one of its own for this field. */
  readonly control?: 'number' | 'duration' | 'choice';
  /** Of a choice: what each value is called. */
  readonly choices?: Readonly<Record<string, string>>;
}

/** One field of a request: validation, the API's description, the schema of the file and the console's form follow it. */
export interface FieldDeclaration {
  readonly rule: FieldRule;
  /** Description of the field; a unit stands here and in its name. */
  readonly description: string;
  readonly example: unknown;
  /** The value that holds where the field is left out, if it is always the same. */
  readonly default?: unknown;
  /** The settings of the gateway that hold where the field is left out. */
  readonly setting?: string;
  /** More sentences: what leaving the field out or null means. */
  readonly note?: string;
  /** The whole description in the configuration file, where that differs from the API's. */
  readonly file?: string;
  /** True where the value is stored encrypted. */
  readonly secret?: boolean;
  /** True where the field must be there and must not be null. */
  readonly required?: boolean;
  /** Missing where the console does not ask for the field. */
  readonly form?: FormField;
}

const declared = new WeakMap<object, Map<string, FieldDeclaration>>();

/** The declared fields of a class by name, in their order. */
export function fieldsOf({ prototype }: Type): ReadonlyMap<string, FieldDeclaration> {
  return declared.get(prototype as object) ?? new Map();
}

/** The declaration of one field. @throws TypeError where the class has no such field */
export function fieldOf(type: Type, name: string): FieldDeclaration {
  const field = fieldsOf(type).get(name);
  if (!field) throw new TypeError(`${type.name} declares no field ${name}.`);
  return field;
}

/** Finds the faults inside of a field of a request, each with its own place. */
export function nestedFaults<Request extends object>(
  type: Type<Request>,
  request: Partial<Request>,
  name: keyof Request & string,
): readonly FieldFault[] {
  return fieldOf(type, name).rule.within?.(request[name], name) ?? [];
}

/** Declares a field of a request. Unless it is required it may be left out; null brings its default back. */
export function Field(
  rule: FieldRule,
  more: Omit<FieldDeclaration, 'rule'>,
): PropertyDecorator & ((target: object, name: string) => void) {
  const field = { ...more, rule };
  return (target: object, name: string | symbol) => {
    const fields = declared.get(target) ?? new Map<string, FieldDeclaration>();
    declared.set(target, fields.set(String(name), field));
    validator(field)(target, name);
    const { required = false, example, default: fallback } = field;
    ApiProperty({
      description: descriptionOf(field),
      required,
      ...valueSchema(rule, example),
      ...(required ? {} : { nullable: true }),
      ...(fallback === undefined ? {} : { default: fallback }),
    } as ApiPropertyOptions)(target, name);
  };
}

/** The same field in another request. */
export const SameField = <T extends object>(type: Type<T>, name: keyof T & string): PropertyDecorator => {
  const { rule, ...more } = fieldOf(type, name);
  return Field(rule, more);
};

/**
 * The same field in an answer, which has a value even where a request had none.
 *
 * @param whenNull what null means; without it the field is never null
 */
export function Shown<T extends object>(
  type: Type<T>,
  name: keyof T & string,
  whenNull?: string,
): PropertyDecorator {
  const { rule, description, example } = fieldOf(type, name);
  return ApiProperty({
    description: `${description}${whenNull === undefined ? '' : `; null: ${whenNull}`}.`,
    required: true,
    ...(rule.type ? { type: rule.type } : { ...unbounded(rule.schema), example }),
    ...(whenNull === undefined ? {} : { nullable: true }),
  } as ApiPropertyOptions);
}

function valueSchema({ type, words, schema }: FieldRule, example: unknown): object {
  if (!type) return { ...schema, example };
  return words
    ? { oneOf: [{ type: 'string', enum: words }, { $ref: getSchemaPath(type) }], example }
    : { type };
}

/** Whole sentences about a field for those who send it. */
export function descriptionOf({ description, setting, note }: FieldDeclaration): string {
  const fallback = setting === undefined ? '' : `; without: ${setting}`;
  return `${description}${fallback}.${note === undefined ? '' : ` ${note}`}`;
}

function validator({ rule, required = false }: FieldDeclaration): PropertyDecorator {
  const mayBeMissing = (value: unknown): boolean => !required && (value === undefined || value === null);
  return ValidateBy({
    name: 'field',
    validator: {
      validate: (value: unknown) => mayBeMissing(value) || rule.fault(value) === null,
      defaultMessage: (args) => `${args?.property} ${rule.fault(args?.value)}.`,
    },
  });
}

const BOUNDS: ReadonlySet<string> = new Set([
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'pattern',
]);

/** A schema without the bounds of requests: what the settings of the gateway say may lie outside of them. */
function unbounded(schema: JsonSchema): JsonSchema {
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([word]) => !BOUNDS.has(word))
      .map(([word, value]) => {
        if (word === 'minimum') return [word, 0];
        return word === 'items' ? [word, unbounded(value as JsonSchema)] : [word, value];
      }),
  );
}
