import { BadRequestException, NotFoundException, ServiceUnavailableException } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import { GatewayError } from '../model/gateway-error.js';
import { Refusal } from '../model/refusal.js';
import { refusalOf } from './error.filter.js';

describe('refusalOf', () => {
  it('keeps code and message of a controller', () => {
    const errors = [{ field: 'url', message: 'url is required.' }];
    const refusal = refusalOf(
      new BadRequestException({ code: 'invalid_request', message: 'url is required.', errors }),
    );
    expect(refusal).toEqual({ status: 400, code: 'invalid_request', message: 'url is required.', errors });
    expect(refusalOf(new ServiceUnavailableException({ message: 'Later.', retryAfter: 9 }))).toMatchObject({
      status: 503,
      retryAfter: 9,
    });
  });

  it('gives the code of its status to an error without one', () => {
    expect(refusalOf(new NotFoundException('Cannot GET /x'))).toEqual({
      status: 404,
      code: 'not_found',
      message: 'Cannot GET /x',
    });
  });

  it.each([
    [413, 'FST_ERR_CTP_BODY_TOO_LARGE', 'body_too_large'],
    [415, 'FST_ERR_CTP_INVALID_MEDIA_TYPE', 'unsupported_media_type'],
    [400, 'FST_ERR_CTP_EMPTY_JSON_BODY', 'invalid_request'],
  ])('translates the error %i %s of the HTTP layer', (statusCode, layerCode, code) => {
    const error = Object.assign(new Error('raw words'), { statusCode, code: layerCode });
    const refusal = refusalOf(error);
    expect(refusal).toMatchObject({ status: statusCode, code });
    expect(refusal.message).not.toBe('raw words');
  });

  it('gives each kind of refusal its status, code and faults', () => {
    const faults = [{ field: 'limit', message: 'limit is too large.' }];
    expect(refusalOf(Refusal.malformed(faults))).toEqual({
      status: 400,
      code: 'invalid_request',
      message: 'limit is too large.',
      errors: faults,
    });
    expect(refusalOf(Refusal.forbidden(faults, 'not_allowed'))).toMatchObject({
      status: 403,
      code: 'not_allowed',
      errors: faults,
    });
    expect(refusalOf(Refusal.notFound('There is no endpoint x.'))).toEqual({
      status: 404,
      code: 'not_found',
      message: 'There is no endpoint x.',
    });
    expect(refusalOf(Refusal.conflict('It is read-only.', 'read_only'))).toMatchObject({
      status: 409,
      code: 'read_only',
    });
    expect(refusalOf(Refusal.unprocessable(faults))).toMatchObject({ status: 422, errors: faults });
  });

  it('adds Retry-After to refusals of the store', () => {
    expect(refusalOf(new GatewayError('store_unavailable', 'disk full'))).toMatchObject({
      status: 503,
      retryAfter: 5,
    });
    expect(refusalOf(new GatewayError('store_full', 'disk full'))).toMatchObject({
      status: 507,
      code: 'store_full',
      retryAfter: 5,
    });
  });

  it('reveals nothing of an internal error', () => {
    const refusal = refusalOf(new TypeError('Cannot read properties of undefined (reading "secret")'));
    expect(refusal).toMatchObject({ status: 500, code: 'internal_error' });
    expect(refusal.message).not.toContain('secret');
  });
});
