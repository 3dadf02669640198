import { BadRequestException, UnprocessableEntityException } from '@nestjs/common';
import { sentences, type FieldFault } from '../model/refusal.js';

export { sentences, type FieldFault } from '../model/refusal.js';

/** 400: the request is malformed. */
export function invalid(faults: readonly FieldFault[]): BadRequestException {
  return new BadRequestException({ code: 'invalid_request', message: sentences(faults), errors: faults });
}

/** 422: the request is well-formed, but cannot be carried out. */
export function unprocessable(faults: readonly FieldFault[]): UnprocessableEntityException {
  return new UnprocessableEntityException({
    code: 'unprocessable',
    message: sentences(faults),
    errors: faults,
  });
}

/** The data as compact JSON text. @throws UnprocessableEntityException with the message `tooDeep` */
export function compact(data: object, tooDeep: string): string {
  try {
    return JSON.stringify(data);
  } catch {
    throw unprocessable([{ field: 'data', message: tooDeep }]);
  }
}
