import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Answer } from '../../../delivery/sender/sender.service.js';
import { telegramResult } from './telegram-answer.js';

const answer = (status: number, body: unknown): Answer =>
  ({
    kind: 'answer',
    status,
    headers: {},
    body: typeof body === 'string' ? body : JSON.stringify(body),
  }) as Answer;

describe('An answer of Telegram', () => {
  it('is a result, or a fault with the wait that follows from it', () => {
    expect(telegramResult(answer(200, { ok: true, result: [1] }))).toEqual({ kind: 'result', result: [1] });
    const faultOf = (status: number, body: unknown) => {
      const result = telegramResult(answer(status, body));
      return result.kind === 'fault' ? [result.fault.code, result.waitMs] : result;
    };
    expect(faultOf(401, { ok: false, error_code: 401, description: 'Unauthorized' })).toEqual([
      'telegram_token_refused',
      300_000,
    ]);
    expect(
      faultOf(429, { ok: false, error_code: 429, description: 'Too Many', parameters: { retry_after: 7 } }),
    ).toEqual(['telegram_rate_limited', 7_000]);
    expect(
      faultOf(429, { ok: false, error_code: 429, description: 'Too Many', parameters: { retry_after: 1e9 } }),
    ).toEqual(['telegram_rate_limited', 3_600_000]);
    expect(faultOf(502, '<html>')).toEqual(['HTTP_502', 0]);
    expect(faultOf(200, '{"ok":true,"result":[')).toEqual(['HTTP_200', 0]);
  });

  it('is read whatever stands in it, and gives one short line', () => {
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 599 }), fc.oneof(fc.string(), fc.json()), (status, body) => {
        const result = telegramResult(answer(status, body));
        const told = result.kind === 'fault' ? result.fault.message : 'a result';
        expect(told.split('\n')).toHaveLength(1);
      }),
    );
  });

  it('is told in a sentence with one full stop', () => {
    const told = (description: string) => telegramResult(answer(400, { ok: false, description }));
    const fault = { message: 'Telegram says: Bad Request.' };
    expect([told('Bad Request'), told('Bad Request.')]).toMatchObject([{ fault }, { fault }]);
  });

  it('is the fault of the network where it is missing', () => {
    const fault = { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:1' };
    expect(telegramResult({ kind: 'no-answer', fault, durationMs: 1 })).toEqual({
      kind: 'fault',
      fault: { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:1.' },
      waitMs: 0,
    });
  });
});
