import { AxiosError, type AxiosRequestConfig, type AxiosResponse } from 'axios';
import type { HttpService } from '@nestjs/axios';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { map, type Observable } from 'rxjs';
import type { TestScheduler } from 'rxjs/testing';
import { marbles } from '../../../../test/support/marbles.js';
import { Sender } from './sender.service.js';
import { Incoming, Outgoing } from './undici-adapter.js';

const ANSWER = { status: 200, data: new Incoming({}, Buffer.from('ok')) } as AxiosResponse<Incoming>;
const REFUSED = new AxiosError('refused', 'ECONNREFUSED');

describe('Sender in marble time', () => {
  let scheduler: TestScheduler;
  let config: AxiosRequestConfig<Outgoing>;
  beforeEach(() => {
    scheduler = marbles();
  });

  /** Sends within 5 ms over a client that answers as `response` does; each result is a short text. */
  function send(response: Observable<AxiosResponse<Incoming>>): Observable<string> {
    const request = (given: AxiosRequestConfig<Outgoing>) => {
      config = given;
      return response;
    };
    const sender = new Sender({ request } as unknown as HttpService);
    return sender
      .send({ url: 'http://a.invalid/', headers: {}, body: '', trusted: false }, 5)
      .pipe(
        map((result) => (result.kind === 'answer' ? `${result.status} ${result.note}` : result.fault.code)),
      );
  }

  const isCancelled = (): boolean => config.cancelToken?.reason !== undefined;

  it('emits the answer, completes with the client and cancels nothing', () => {
    scheduler.run(({ cold, expectObservable, expectSubscriptions, flush }) => {
      const response = cold('--a|', { a: ANSWER });
      expectObservable(send(response)).toBe('--a|', { a: '200 null' });
      expectSubscriptions(response.subscriptions).toBe('^--!');
      flush();
    });
    expect(isCancelled()).toBe(false);
  });

  it('emits the fault of a client that errors, and completes', () => {
    scheduler.run(({ cold, expectObservable, flush }) => {
      expectObservable(send(cold('--#', {}, REFUSED))).toBe('--(a|)', { a: 'ECONNREFUSED' });
      flush();
    });
    expect(isCancelled()).toBe(false);
  });

  it('emits the timeout when there is no answer in time, and tears the request down', () => {
    scheduler.run(({ cold, expectObservable, expectSubscriptions, flush }) => {
      const response = cold('------a|', { a: ANSWER });
      expectObservable(send(response)).toBe('-----(a|)', { a: 'ETIMEDOUT' });
      expectSubscriptions(response.subscriptions).toBe('^----!');
      flush();
    });
    expect(isCancelled()).toBe(true);
  });

  it('emits the part of an answer that is there at the timeout, with a note', () => {
    scheduler.run(({ cold, expectObservable, flush }) => {
      const part = new Incoming({}, Buffer.from('o'), 'cut off');
      const result = send(cold<AxiosResponse<Incoming>>('------'));
      expectObservable(result).toBe('-----(a|)', { a: '200 cut off' });
      scheduler.schedule(() => {
        config.data!.progress = { soFar: () => ({ status: 200, incoming: part }) };
      }, 2);
      flush();
    });
    expect(isCancelled()).toBe(true);
  });

  it('keeps an answer that is there in time though the client completes after it', () => {
    scheduler.run(({ cold, expectObservable, flush }) => {
      expectObservable(send(cold('a------|', { a: ANSWER }))).toBe('a------|', { a: '200 null' });
      flush();
    });
    expect(isCancelled()).toBe(false);
  });

  it('tears the request down with its subscriber', () => {
    scheduler.run(({ cold, expectObservable, expectSubscriptions, flush }) => {
      const response = cold('----a|', { a: ANSWER });
      expectObservable(send(response), '^-!').toBe('---');
      expectSubscriptions(response.subscriptions).toBe('^-!');
      flush();
    });
    expect(isCancelled()).toBe(true);
  });

  it('begins a request of its own for each subscriber, and none before', () => {
    scheduler.run(({ cold, expectObservable, expectSubscriptions }) => {
      const response = cold('--a|', { a: ANSWER });
      const result = send(response);
      expectSubscriptions(response.subscriptions).toBe(['^--!', '-^--!']);
      expectObservable(result).toBe('--a|', { a: '200 null' });
      expectObservable(result, '-^').toBe('---a|', { a: '200 null' });
    });
  });
});
