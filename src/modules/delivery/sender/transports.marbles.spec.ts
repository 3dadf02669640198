import { beforeEach, describe, expect, it } from '@jest/globals';
import { map, type Observable } from 'rxjs';
import type { TestScheduler } from 'rxjs/testing';
import { marbles } from '../../../../test/support/marbles.js';
import type { HandedAnswer } from '../../model/listener-link.js';
import { handedOver } from './hand-over.js';
import { Handshakes } from './handshakes.service.js';
import type { MailSender } from './mail/mail-sender.service.js';
import type { Answer, HttpRequest, NoAnswer, Sender, SignedRequest } from './sender.service.js';
import { Transports } from './transports.service.js';

const ANSWER: Answer = {
  kind: 'answer',
  status: 200,
  headers: {},
  body: '',
  keptBody: null,
  note: null,
  durationMs: 1,
};
const statusOf = (result: Answer | NoAnswer): string =>
  result.kind === 'answer' ? String(result.status) : result.fault.code;

describe('Transports in marble time', () => {
  let scheduler: TestScheduler;
  /** Methods of the requests, in the order in which they were made. */
  let made: string[];
  beforeEach(() => {
    scheduler = marbles();
    made = [];
  });

  /** A sender that answers the question for permission, and then the request, as these do. */
  function transports(question: Observable<Answer | NoAnswer>, answer: Observable<Answer>): Transports {
    const send = ({ method = 'POST' }: HttpRequest) => {
      made.push(method);
      return method === 'OPTIONS' ? question : answer;
    };
    const sender = { send } as unknown as Sender;
    return new Transports(sender, {} as MailSender, new Handshakes(sender));
  }

  const asking = (granted = true): SignedRequest => ({
    url: 'http://a.invalid/',
    headers: {},
    body: '',
    trusted: false,
    handshake: {
      url: 'http://a.invalid/',
      headers: {},
      owner: {},
      endpointId: 'e1',
      judge: () => (granted ? { granted, rateLimit: null } : { granted, message: 'No.' }),
    },
  });

  it('send once permission is given, and ask no second time', () => {
    scheduler.run(({ cold, expectObservable }) => {
      const sending = transports(cold('--(a|)', { a: ANSWER }), cold('-(a|)', { a: ANSWER }));
      const request = asking();
      const send = () => sending.send(request, 100).pipe(map(statusOf));
      expectObservable(send()).toBe('---(a|)', { a: '200' });
      // The second one is sent while the first one waits for the answer to the question.
      expectObservable(send(), '-^').toBe('---(a|)', { a: '200' });
    });
    expect(made).toEqual(['OPTIONS', 'POST', 'POST']);
  });

  it('send nothing where permission is refused, or not answered', () => {
    scheduler.run(({ cold, expectObservable }) => {
      const refusing = transports(cold('-(a|)', { a: ANSWER }), cold('-'));
      expectObservable(refusing.send(asking(false), 100).pipe(map(statusOf))).toBe('-(a|)', {
        a: 'handshake_refused',
      });
      const silence: NoAnswer = {
        kind: 'no-answer',
        fault: { code: 'ETIMEDOUT', message: 'late' },
        durationMs: 1,
      };
      const silent = transports(cold('--(n|)', { n: silence }), cold('-'));
      expectObservable(silent.send(asking(), 100).pipe(map(statusOf))).toBe('--(n|)', { n: 'ETIMEDOUT' });
    });
    expect(made).toEqual(['OPTIONS', 'OPTIONS']);
  });

  it('end the question, and the request after it, with their last subscriber', () => {
    scheduler.run(({ cold, expectObservable, expectSubscriptions }) => {
      const question = cold('--(a|)', { a: ANSWER });
      const answer = cold('-----(a|)', { a: ANSWER });
      expectObservable(transports(question, answer).send(asking(), 100), '^-!').toBe('---');
      expectObservable(transports(question, answer).send(asking(), 100), '^---!').toBe('-----');
      expectSubscriptions(question.subscriptions).toBe(['^-!', '^-!']);
      expectSubscriptions(answer.subscriptions).toBe('--^-!');
    });
  });
});

describe('handedOver, in marble time,', () => {
  let scheduler: TestScheduler;
  let dropped: number[];
  beforeEach(() => {
    scheduler = marbles();
    dropped = [];
  });

  const answered: HandedAnswer = { kind: 'answer', status: 204, headers: {}, body: '' };
  /** Waits 5 ms for a listener that answers so. */
  const wait = (answer: Observable<HandedAnswer>) =>
    handedOver(
      { answer: answer as unknown as Promise<HandedAnswer>, drop: () => void dropped.push(scheduler.now()) },
      5,
    ).pipe(map(statusOf));

  it('emits the answer and completes with it', () => {
    scheduler.run(({ cold, expectObservable }) => {
      expectObservable(wait(cold('--(a|)', { a: answered }))).toBe('--(a|)', { a: '204' });
    });
    expect(dropped).toEqual([2]);
  });

  it('emits a timeout when the listener is late, and drops the request then', () => {
    scheduler.run(({ cold, expectObservable }) => {
      expectObservable(wait(cold('-------(a|)', { a: answered }))).toBe('-----(t|)', { t: 'TIMEOUT' });
    });
    expect(dropped).toEqual([5]);
  });

  it('drops the request with its subscriber', () => {
    scheduler.run(({ cold, expectObservable }) => {
      expectObservable(wait(cold('----(a|)', { a: answered })), '^-!').toBe('---');
    });
    expect(dropped).toEqual([2]);
  });
});
