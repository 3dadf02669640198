import { BadRequestException, Injectable, type PipeTransform } from '@nestjs/common';
import { validateSync, type ValidationError } from 'class-validator';

/** One fault of a request, as callers get it. */
export interface FieldFault {
  readonly field: string;
  readonly message: string;
}

/**
 * Turns a JSON body into an instance of a class-validator class, or refuses it with every fault named. Values are taken
 * over as they are, never converted or copied, so `data` passes through untouched.
 */
@Injectable()
export class ValidateBody<T extends object> implements PipeTransform<unknown, T> {
  readonly #type: new () => T;

  constructor(type: new () => T) {
    this.#type = type;
  }

  transform(body: unknown): T {
    if (typeof body !== 'object' || body === null || Array.isArray(body)) {
      throw invalid([{ field: 'body', message: 'The body must be a JSON object.' }]);
    }
    // Assigning it would change the prototype instead of showing up as an unknown field.
    if (Object.hasOwn(body, '__proto__'))
      throw invalid([{ field: '__proto__', message: 'There is no field __proto__.' }]);
    const request = Object.assign(new this.#type(), body);
    const errors = validateSync(request, {
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: true,
    });
    if (errors.length > 0) throw invalid(errors.flatMap(faults));
    return request;
  }
}

function faults(error: ValidationError): FieldFault[] {
  const field = error.property;
  const constraints = error.constraints ?? {};
  if ('whitelistValidation' in constraints) return [{ field, message: `There is no field ${field}.` }];
  return Object.values(constraints).map((message) => ({ field, message }));
}

function invalid(errors: readonly FieldFault[]): BadRequestException {
  const message = errors.map((fault) => fault.message).join(' ');
  return new BadRequestException({ code: 'invalid_request', message, errors });
}
