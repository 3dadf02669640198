import { AxiosError } from 'axios';
import { describe, expect, it } from '@jest/globals';
import { toFault } from './fault.js';

function coded(message: string, code: string): Error {
  return Object.assign(new Error(message), { code });
}

describe('toFault', () => {
  it('finds the system’s code and sentence inside the error of Axios', () => {
    const error = AxiosError.from(coded('getaddrinfo ENOTFOUND no.invalid', 'ENOTFOUND'), 'ENOTFOUND');
    expect(toFault(error)).toEqual({ code: 'ENOTFOUND', message: 'getaddrinfo ENOTFOUND no.invalid' });
  });

  it('finds the error of a connection that tried several addresses', () => {
    const several = Object.assign(
      new AggregateError([
        coded('connect ECONNREFUSED ::1:9', 'ECONNREFUSED'),
        coded('connect ECONNREFUSED 127.0.0.1:9', 'ECONNREFUSED'),
      ]),
      { code: 'ECONNREFUSED' },
    );
    expect(toFault(several)).toEqual({ code: 'ECONNREFUSED', message: 'connect ECONNREFUSED ::1:9' });
  });

  it('gives errors of undici Node’s codes', () => {
    expect(toFault(coded('other side closed', 'UND_ERR_SOCKET')).code).toBe('ECONNRESET');
    expect(toFault(coded('Connect Timeout Error', 'UND_ERR_CONNECT_TIMEOUT')).code).toBe('ETIMEDOUT');
  });

  it('gives a code and a message for any thrown value', () => {
    expect(toFault(new Error(''))).toEqual({ code: 'ERROR', message: 'ERROR' });
    expect(toFault({})).toEqual({ code: 'ERROR', message: 'ERROR' });
  });
});
