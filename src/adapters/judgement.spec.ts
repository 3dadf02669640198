import { describe, expect, it } from '@jest/globals';
import type { TargetResponse } from './adapter.js';
import { judgeStatus, unexpected } from './judgement.js';

const answer = (status: number, body = ''): TargetResponse => ({
  status,
  body,
  receivedAt: Date.UTC(2024, 0, 1),
  onPlatform: true,
  headers: {},
});

describe('judgeStatus', () => {
  it('leaves 2xx and the other 4xx to the adapter', () => {
    expect([200, 204, 299, 400, 401, 404, 422].map((status) => judgeStatus(answer(status)))).toEqual(
      Array.from({ length: 7 }, () => null),
    );
  });

  it('words a failure as HTTP <status> response', () => {
    expect(judgeStatus(answer(500))).toEqual({
      kind: 'retry',
      code: 'HTTP_500',
      message: 'HTTP 500 response',
    });
    expect(judgeStatus(answer(410))).toEqual({
      kind: 'gone',
      code: 'HTTP_410',
      message: 'HTTP 410 response',
    });
  });

  it('tries a redirect again without following it', () => {
    expect(judgeStatus(answer(308))).toEqual({
      kind: 'retry',
      code: 'HTTP_308',
      message: 'HTTP 308 response: redirects are not followed, update the URL',
    });
  });
});

describe('unexpected', () => {
  it('sends again what a 2xx answer does not show as taken, with the words of the answer', () => {
    expect(unexpected(answer(200, 'Sign in first'))).toEqual({
      kind: 'retry',
      code: 'unexpected_answer',
      message: 'HTTP 200 response: Sign in first',
    });
  });
});
