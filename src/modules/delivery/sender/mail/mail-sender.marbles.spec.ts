import { beforeEach, describe, expect, it } from '@jest/globals';
import { map, type Observable } from 'rxjs';
import type { TestScheduler } from 'rxjs/testing';
import { marbles } from '../../../../../test/support/marbles.js';
import type { HandedOver } from './mail-answer.js';
import { answered } from './mail-sender.service.js';

const TAKEN: HandedOver = { response: '250 2.0.0 Ok', accepted: ['a@b.invalid'], rejected: [] };
const REFUSED = Object.assign(new Error('refused'), {
  responseCode: 550,
  command: 'RCPT TO',
  response: '550 No',
});

describe('The answer of a mail server, in marble time,', () => {
  let scheduler: TestScheduler;
  let socket: { isOpen: boolean; closed: number; close: () => void };
  beforeEach(() => {
    scheduler = marbles();
    socket = { isOpen: true, closed: 0, close: () => void socket.closed++ };
  });

  /** Emits the answer within 5 ms, as a status or the code of a fault. */
  const answers = (handedOver: Observable<HandedOver>): Observable<string> =>
    handedOver.pipe(
      answered({ socket, timeoutMs: 5, connection: { secure: false, hasCertificate: false } }),
      map((result) => (result.kind === 'answer' ? String(result.status) : result.fault.code)),
    );

  it('comes as the server takes the message, and the connection is closed after it', () => {
    scheduler.run(({ cold, expectObservable, expectSubscriptions, flush }) => {
      const handedOver = cold('--(t|)', { t: TAKEN });
      expectObservable(answers(handedOver)).toBe('--(a|)', { a: '250' });
      expectSubscriptions(handedOver.subscriptions).toBe('^-!');
      flush();
    });
    expect(socket.closed).toBe(1);
  });

  it('is the reply of a server that refuses, or the fault of the network, and no error', () => {
    scheduler.run(({ cold, expectObservable }) => {
      expectObservable(answers(cold('--#', {}, REFUSED))).toBe('--(a|)', { a: '550' });
      const reset = Object.assign(new Error('reset'), { code: 'ECONNRESET' });
      expectObservable(answers(cold('---#', {}, reset))).toBe('---(a|)', { a: 'ECONNRESET' });
    });
    expect(socket.closed).toBe(2);
  });

  it.each([
    ['once connected', true, 'TIMEOUT'],
    ['while connecting', false, 'ETIMEDOUT'],
  ])(
    'is the timeout of a server that is too slow %s, and the connection is closed',
    (_when, isOpen, code) => {
      socket.isOpen = isOpen;
      scheduler.run(({ cold, expectObservable, expectSubscriptions, flush }) => {
        const handedOver = cold('------(t|)', { t: TAKEN });
        expectObservable(answers(handedOver)).toBe('-----(a|)', { a: code });
        expectSubscriptions(handedOver.subscriptions).toBe('^----!');
        flush();
      });
      expect(socket.closed).toBe(1);
    },
  );

  it('is not waited for any more without a subscriber: the connection is closed', () => {
    scheduler.run(({ cold, expectObservable, expectSubscriptions, flush }) => {
      const handedOver = cold('----(t|)', { t: TAKEN });
      expectObservable(answers(handedOver), '^-!').toBe('---');
      expectSubscriptions(handedOver.subscriptions).toBe('^-!');
      flush();
    });
    expect(socket.closed).toBe(1);
  });
});
