import { Injectable, type PipeTransform } from '@nestjs/common';
import { getMetadataStorage, validateSync, type ValidationError } from 'class-validator';
import { Refusal, type FieldFault } from '../model/refusal.js';
import { isExactNumber } from '../model/exact-number.js';
import { noSuchField } from '../model/nearest.js';
import { compileRules } from './compiled-rules.js';

/**
 * Turns a JSON body into an instance of a class-validator class, or refuses it naming every fault. Values are neither
 * converted nor copied, so `data` passes through untouched.
 */
@Injectable()
export class ValidateBody<T extends object> implements PipeTransform<unknown, T> {
  readonly #type: new () => T;
  readonly #fields: ReadonlySet<string>;
  readonly #keepsRules: ((instance: object) => boolean) | null;

  constructor(type: new () => T) {
    this.#type = type;
    const rules = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
    this.#fields = new Set(rules.map((rule) => rule.propertyName));
    this.#keepsRules = compileRules(type);
  }

  transform(body: unknown): T {
    const { value, faults } = this.check(body);
    if (faults.length > 0) throw Refusal.malformed(faults);
    return value;
  }

  /**
   * The instance and its faults, without refusing anything.
   *
   * @param whole the name of the value in a fault that it is no object
   */
  check(body: unknown, whole = 'body'): { readonly value: T; readonly faults: readonly FieldFault[] } {
    if (typeof body !== 'object' || body === null || Array.isArray(body) || isExactNumber(body)) {
      const is = body === undefined ? 'is empty; it ' : '';
      const fault = { field: whole, message: `The ${whole} ${is}must be a JSON object.` };
      return { value: new this.#type(), faults: [fault] };
    }
    // Only known fields reach class-validator, which a field called `constructor` or `__proto__` would mislead.
    const request = new this.#type();
    const unknown: string[] = [];
    for (const field of Object.keys(body)) {
      if (this.#fields.has(field)) Reflect.set(request, field, plain(Reflect.get(body, field)));
      else unknown.push(field);
    }
    return {
      value: request,
      faults: [...unknown.map((field) => this.#unknown(field)), ...this.#faultsOf(request)],
    };
  }

  #unknown(field: string): FieldFault {
    return { field, message: noSuchField(field, field, this.#fields) };
  }

  #faultsOf(request: T): readonly FieldFault[] {
    return this.#keepsRules?.(request) === true ? [] : validateSync(request).map(faultOf);
  }

  /** The instance, or its faults. */
  read(body: unknown, whole: string): { readonly request: T } | { readonly faults: readonly FieldFault[] } {
    const { value, faults } = this.check(body, whole);
    return faults.length > 0 ? { faults } : { request: value };
  }
}

/** {@link ValidateBody} for requests that may come without a body, which counts as `{}`. */
@Injectable()
export class OptionalBody<T extends object> extends ValidateBody<T> {
  override transform(body: unknown): T {
    return super.transform(body ?? {});
  }
}

/** Validates an exact number as a number; those inside of objects and lists keep their digits. */
function plain(value: unknown): unknown {
  return isExactNumber(value) ? Number(value.rawJSON) : value;
}

/** Names one rule that a field breaks, the first of them; a field that is missing breaks them all. */
function faultOf({ property, value, constraints = {} }: ValidationError): FieldFault {
  const [message = `${property} is not valid.`] = Object.values(constraints);
  const said = value === undefined ? message.replace(IS, '$1 is required: ') : message;
  return { field: property, message: said };
}

/** The beginning of a sentence that says what a field is. */
const IS = /^(\w+) is (?!required\b)/;
