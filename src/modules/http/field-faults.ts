import { BadRequestException, UnprocessableEntityException } from '@nestjs/common';

/** One fault of a request, as callers get it. */
export interface FieldFault {
  readonly field: string;
  readonly message: string;
}

/** What a request was refused for, in one line. */
export function sentences(faults: readonly FieldFault[]): string {
  return faults.map(({ message }) => message).join(' ');
}

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
