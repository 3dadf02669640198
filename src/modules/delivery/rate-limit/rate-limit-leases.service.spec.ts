import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import type { EndpointQuotaRequest, RateLimitLedger } from '../../store/rate-limit-ledger.js';
import { steadyNow } from '../../timing/steady-now.js';
import type { DeliveryEvent } from '../events/delivery-event.js';
import { DeliveryEvents } from '../events/delivery-events.service.js';
import type { LaneLoad } from './lane-load.js';
import { RateLimitLeases } from './rate-limit-leases.service.js';
import { Throttles } from './throttles.service.js';

const LIMIT = { max: 5, windowMs: 1_000 };
const TIMEOUT_MS = 2_000;

describe(RateLimitLeases.name, () => {
  const exchange = jest.fn<RateLimitLedger['exchange']>();
  const endPause = jest.fn<RateLimitLedger['endPause']>();
  let permits: number;
  let ledgerPauseMs: number;
  let published: DeliveryEvent[];

  beforeEach(() => {
    jest.useFakeTimers();
    permits = 5;
    ledgerPauseMs = 0;
    published = [];
    endPause.mockReset().mockResolvedValue();
    exchange.mockReset().mockImplementation(async (requests) =>
      requests.map(({ endpointId, limits }) => ({
        endpointId,
        pauseMs: ledgerPauseMs,
        limits: limits.map(() => ({ permits, target: permits })),
      })),
    );
  });
  afterEach(() => void jest.useRealTimers());

  /** The leases of a node that holds `held` deliveries of `e1`, with the throttle of that lane. */
  function leases({ shared = true, held = 1 } = {}) {
    const throttles = new Throttles();
    const events = new DeliveryEvents();
    events.stream.subscribe((event) => published.push(event));
    const endpoint = { id: 'e1', timeoutMs: TIMEOUT_MS };
    const service = new RateLimitLeases(
      { shared, exchange, endPause } as unknown as RateLimitLedger,
      throttles,
      { count: () => held } as LaneLoad,
      { all: () => [endpoint], find: () => endpoint } as unknown as EndpointCatalogue,
      events,
    );
    service.onApplicationBootstrap();
    return { service, throttles, throttle: throttles.of('e1', [LIMIT]) };
  }

  const lastRequest = (): EndpointQuotaRequest => exchange.mock.calls.at(-1)![0][0]!;

  it('leave the limits alone where one process has the store to itself', async () => {
    const { throttle } = leases({ shared: false });
    expect(throttle.take(steadyNow())).toBe(0);
    await jest.advanceTimersByTimeAsync(2_000);
    expect(exchange).not.toHaveBeenCalled();
  });

  it('request permits at once for a send that lacks them, and let lanes send when they are granted', async () => {
    const { throttle, throttles } = leases();
    let changes = 0;
    throttles.changes.subscribe(() => changes++);
    expect(throttle.take(steadyNow())).toBeGreaterThan(0);
    await jest.advanceTimersByTimeAsync(0);
    expect(lastRequest()).toMatchObject({
      endpointId: 'e1',
      limits: [{ max: 5, keep: 0, want: 1, used: 0, lingerMs: TIMEOUT_MS + 1_001 }],
    });
    expect([throttle.take(steadyNow()), changes]).toEqual([0, 1]);
  });

  it('renew the permits twice a second', async () => {
    leases();
    await jest.advanceTimersByTimeAsync(1_750);
    expect(exchange).toHaveBeenCalledTimes(3);
    expect(exchange.mock.calls[0]![1]).toBe(15_000);
  });

  it('publish a failed exchange, repeat it, and send by the permits until their lease ends', async () => {
    const { throttle } = leases();
    await jest.advanceTimersByTimeAsync(500);
    exchange.mockRejectedValue(new Error('away'));
    await jest.advanceTimersByTimeAsync(14_000);
    expect(throttle.wait(steadyNow())).toBe(0);
    expect(published.length).toBeGreaterThan(20);
    expect(published[0]).toMatchObject({ kind: 'store-failing', during: 'sharing the rate limits' });
    await jest.advanceTimersByTimeAsync(1_500);
    expect(throttle.wait(steadyNow())).toBeGreaterThan(0);
  });

  it('tell the ledger of a pause once, a second longer where the target asked to slow down', async () => {
    const { throttles } = leases();
    const slowDown = { now: steadyNow(), startedAt: steadyNow(), hintMs: 10_000, random: 0 };
    throttles.slowDown('e1', slowDown);
    ledgerPauseMs = 11_000;
    await jest.advanceTimersByTimeAsync(0);
    expect(lastRequest().pauseMs).toBe(11_000);
    ledgerPauseMs = 10_500;
    await jest.advanceTimersByTimeAsync(500);
    expect(lastRequest().pauseMs).toBe(0);
    expect(throttles.pauseMs('e1', steadyNow())).toBe(9_500);
  });

  it('adopt a pause that another node was asked for', async () => {
    const { throttles } = leases();
    ledgerPauseMs = 8_000;
    await jest.advanceTimersByTimeAsync(500);
    expect(throttles.pauseMs('e1', steadyNow())).toBe(8_000);
    expect(throttles.allowance('e1')).toBe(1);
  });

  it('end a pause that the ledger no longer has', async () => {
    const { throttles } = leases();
    ledgerPauseMs = 8_000;
    await jest.advanceTimersByTimeAsync(500);
    ledgerPauseMs = 0;
    await jest.advanceTimersByTimeAsync(500);
    expect(throttles.pauseMs('e1', steadyNow())).toBe(0);
  });

  it('ignore the ledger’s pause in an answer to a request from before an operator ended it', async () => {
    const { throttles } = leases();
    ledgerPauseMs = 8_000;
    await jest.advanceTimersByTimeAsync(500);
    const answer = Promise.withResolvers<Awaited<ReturnType<RateLimitLedger['exchange']>>>();
    exchange.mockReturnValueOnce(answer.promise);
    await jest.advanceTimersByTimeAsync(510);
    throttles.endPause('e1');
    await jest.advanceTimersByTimeAsync(0);
    expect(endPause.mock.calls).toEqual([['e1']]);
    answer.resolve([{ endpointId: 'e1', pauseMs: 7_500, limits: [{ permits: 5, target: 5 }] }]);
    await jest.advanceTimersByTimeAsync(0);
    expect(throttles.pauseMs('e1', steadyNow())).toBe(0);
  });

  it('end a pause again where the ledger has not answered, and ignore its pause until then', async () => {
    const { throttles } = leases();
    ledgerPauseMs = 60_000;
    await jest.advanceTimersByTimeAsync(500);
    expect(throttles.pauseMs('e1', steadyNow())).toBeGreaterThan(50_000);
    endPause.mockRejectedValueOnce(new Error('away'));
    throttles.endPause('e1');
    await jest.advanceTimersByTimeAsync(400);
    expect([endPause.mock.calls.length, throttles.pauseMs('e1', steadyNow())]).toEqual([1, 0]);
    expect(published).toMatchObject([{ kind: 'store-failing', during: 'ending a pause' }]);
    await jest.advanceTimersByTimeAsync(200);
    expect(endPause.mock.calls).toEqual([['e1'], ['e1']]);
  });

  describe('with deliveries that were held when the node started', () => {
    /** Asks for a review of `e1`; returns what is published about it at the ledger's first answer. */
    const review = async (): Promise<unknown[]> => {
      const { throttles } = leases({ held: 0 });
      const seen: unknown[] = [];
      throttles.eased.subscribe((id) => seen.push(id));
      throttles.bounded.subscribe((bound) => seen.push(bound));
      throttles.heldAtStart.next('e1');
      await jest.advanceTimersByTimeAsync(0);
      return seen;
    };

    it('end the wait of held deliveries where the limit has room', async () => {
      expect(await review()).toEqual(['e1']);
      expect(lastRequest().limits).toMatchObject([{ keep: 0, want: 1 }]);
      await jest.advanceTimersByTimeAsync(500);
      expect(lastRequest().limits).toMatchObject([{ keep: 0, want: 0 }]);
    });

    it('shorten the wait of held deliveries to the longest one of a limit that is used up', async () => {
      permits = 0;
      expect(await review()).toEqual([{ endpointId: 'e1', longestMs: 15_000 + TIMEOUT_MS + 1_001 }]);
    });

    it('leave the wait of held deliveries as it is where the target’s pause lasts', async () => {
      ledgerPauseMs = 8_000;
      expect(await review()).toEqual(['e1']);
    });

    it('end the wait of held deliveries when a ledger that was away answers again', async () => {
      exchange.mockRejectedValueOnce(new Error('away'));
      const seen = await review();
      expect(seen).toEqual([]);
      await jest.advanceTimersByTimeAsync(500);
      expect(seen).toEqual(['e1']);
    });
  });

  it('give the permits back at shutdown, except those of sends that still count', async () => {
    const { service, throttle } = leases({ held: 0 });
    throttle.take(steadyNow());
    await jest.advanceTimersByTimeAsync(0);
    throttle.take(steadyNow());
    throttle.end(steadyNow());
    await service.beforeApplicationShutdown();
    expect(exchange.mock.calls.at(-1)![1]).toBe(0);
    expect(lastRequest().limits).toEqual([{ max: 5, keep: 1, want: 0, used: 1, lingerMs: 1_001 }]);
    await jest.advanceTimersByTimeAsync(2_000);
    expect(exchange).toHaveBeenCalledTimes(2);
  });
});
