import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { HandClock, TempStore } from '../../../../test/support/temp-store.js';
import { until } from '../../../../test/support/until.js';
import type { GatewayConfig } from '../../config/gateway-config.js';
import type { Clock } from '../../model/clock.js';
import { GatewayError } from '../../model/gateway-error.js';
import type { Attempt, LeasedDelivery } from '../../model/delivery.js';
import type { Outcome } from '../../model/outcome.js';
import { CircuitBreakers } from './circuit-breakers.service.js';
import type { DeliveryEvent } from '../events/delivery-event.js';
import { DeliveryEvents } from '../events/delivery-events.service.js';
import { BreakerSync } from './breaker-sync.service.js';

const ID = '019b1a2c-6f5e-7c3a-9d51-2f6f1b7f0a11';
const PAUSE_MS = 20;
/** The configuration of several gateways on one store; here the nodes share a SQLite file. */
const CONFIG = {
  database: { driver: 'postgres', url: '' },
  breaker: { failures: 3, pauseMs: PAUSE_MS, maxPauseMs: PAUSE_MS },
  timeoutMs: 1_000,
  disableAfterMs: 3_600_000,
} as unknown as GatewayConfig;

const FAILURE: Outcome = { kind: 'retry', code: 'HTTP_503', message: 'HTTP 503 response' };
const ATTEMPT = { status: 503 } as Attempt;
const CONCURRENCY = 4;

describe(BreakerSync.name, () => {
  let temp: TempStore;
  beforeEach(async () => void (temp = await TempStore.open()));
  afterEach(() => temp.remove());

  /** The breakers of one node on the store. */
  async function node(clock: Clock = temp.clock, config = CONFIG) {
    const breakers = new CircuitBreakers(config, clock);
    const events = new DeliveryEvents();
    const published: DeliveryEvent['kind'][] = [];
    events.stream.subscribe(({ kind }) => published.push(kind));
    const sync = new BreakerSync(temp.store.health, breakers, events, config, clock);
    await sync.onModuleInit();
    const report = (outcome: Outcome, times = 1, type = 'job.completed'): Promise<void> => {
      const delivery = { endpointId: ID, event: { type } } as LeasedDelivery;
      for (let i = 0; i < times; i++) breakers.record(delivery, outcome, ATTEMPT, CONCURRENCY);
      return sync.write(ID);
    };
    const probe = () => sync.probe(ID, 1_000);
    return { breakers, health: sync, published, report, probe, state: () => breakers.state(ID) };
  }

  /** Ends the pause by both clocks: advances the store's, which stands still by itself, and waits for the breakers' own. */
  async function pauseOver({ breakers }: { breakers: CircuitBreakers }): Promise<void> {
    temp.clock.advance(PAUSE_MS);
    await until('the pause is over', () => breakers.snapshot(ID).probeInMs === 0);
  }

  it('shares an open breaker with all nodes and publishes it from one', async () => {
    const [one, other] = [await node(), await node()];
    await one.report(FAILURE, 3);
    expect([one.state(), other.state()]).toEqual(['open', 'closed']);
    await other.health.catchUp();
    expect([other.state(), other.breakers.allowance(ID), other.breakers.streak(ID)!.failures]).toEqual([
      'open',
      0,
      3,
    ]);
    expect([one.published, other.published]).toEqual([['failing'], []]);
  });

  it('stores one opening when two nodes open at the same time', async () => {
    const [one, other] = [await node(), await node()];
    await Promise.all([one.report(FAILURE, 3), other.report(FAILURE, 3)]);
    expect([...one.published, ...other.published]).toEqual(['failing']);
    expect(await temp.store.health.list()).toMatchObject([{ stage: 'open', openings: 1, version: 1 }]);
  });

  it('grants the probe to one of two nodes, and both pause longer when it fails', async () => {
    const [one, other] = [await node(), await node()];
    await one.report(FAILURE, 3);
    await other.health.catchUp();
    await pauseOver(one);
    await pauseOver(other);
    await Promise.all([one.probe(), other.probe()]);
    const [prober, watcher] = one.state() === 'half_open' ? [one, other] : [other, one];
    expect([prober.breakers.allowance(ID), watcher.breakers.allowance(ID)]).toEqual([1, 0]);
    await prober.report(FAILURE);
    await watcher.health.catchUp();
    expect([prober.state(), watcher.state()]).toEqual(['open', 'open']);
    expect(await temp.store.health.list()).toMatchObject([{ openings: 2, failures: 4 }]);
    expect([...one.published, ...other.published]).toEqual(['failing']);
  });

  it('does not count the failure of an attempt that began before the probe', async () => {
    const one = await node();
    const before = temp.clock.now();
    await one.report(FAILURE, 3);
    await pauseOver(one);
    await one.probe();
    const delivery = { endpointId: ID, event: { type: 'job.completed' } } as LeasedDelivery;
    one.breakers.record(delivery, FAILURE, { ...ATTEMPT, startedAt: before }, CONCURRENCY);
    expect(one.state()).toBe('half_open');
    one.breakers.record(delivery, FAILURE, { ...ATTEMPT, startedAt: temp.clock.now() }, CONCURRENCY);
    expect(one.state()).toBe('open');
  });

  it('lets both nodes recover after a successful probe, and publishes the recovery once', async () => {
    const [one, other] = [await node(), await node()];
    await one.report(FAILURE, 3);
    await other.health.catchUp();
    await pauseOver(one);
    await one.probe();
    await one.report({ kind: 'delivered' });
    await other.health.catchUp();
    expect([one.state(), other.state(), other.breakers.allowance(ID)]).toEqual([
      'recovering',
      'recovering',
      2,
    ]);
    await one.report({ kind: 'delivered' });
    await other.report({ kind: 'delivered' });
    expect([one.state(), other.state()]).toEqual(['closed', 'closed']);
    expect([...one.published, ...other.published]).toEqual(['failing', 'recovered']);
    expect(await temp.store.health.list()).toMatchObject([{ stage: 'closed', failingSince: null }]);
  });

  describe('asked to probe soon', () => {
    const LONG: GatewayConfig = {
      ...CONFIG,
      breaker: { failures: 3, pauseMs: 3_600_000, maxPauseMs: 3_600_000 },
    };
    const longPause = () => node(temp.clock, LONG);

    it('makes the next probe due at once on every node, and one of them takes it', async () => {
      const [one, other] = [await longPause(), await longPause()];
      await one.report(FAILURE, 3);
      await other.health.catchUp();
      expect(one.breakers.snapshot(ID).probeInMs).toBeGreaterThan(3_000_000);
      await other.health.probeSoon(ID);
      await one.health.catchUp();
      expect([one, other].map(({ breakers }) => breakers.snapshot(ID).probeInMs)).toEqual([0, 0]);
      await Promise.all([one.probe(), other.probe()]);
      expect([one.state(), other.state()].sort()).toEqual(['half_open', 'open']);
      expect(await temp.store.health.list()).toMatchObject([{ stage: 'half_open', openings: 1 }]);
      expect([...one.published, ...other.published]).toEqual(['failing']);
    });

    it('repeats the change after another node’s change, and leaves a breaker unchanged that is not open', async () => {
      const [one, other] = [await longPause(), await longPause()];
      await one.report(FAILURE, 3);
      await other.health.catchUp();
      await one.health.probeSoon(ID);
      await one.probe();
      await one.report(FAILURE);
      // This node knows only of the first opening.
      await other.health.probeSoon(ID);
      expect(await temp.store.health.list()).toMatchObject([{ stage: 'open', openings: 2 }]);
      expect(other.breakers.snapshot(ID)).toMatchObject({ openings: 2, probeInMs: 0 });
      await other.probe();
      await other.report({ kind: 'delivered' });
      await other.health.probeSoon(ID);
      expect(other.state()).toBe('recovering');
    });

    it('rejects where the store does not take the change', async () => {
      const one = await longPause();
      await one.report(FAILURE, 3);
      jest.spyOn(temp.store.health, 'change').mockRejectedValueOnce(new GatewayError('store_full', 'full'));
      await expect(one.health.probeSoon(ID)).rejects.toMatchObject({ code: 'store_full' });
      expect(one.breakers.snapshot(ID).probeInMs).toBeGreaterThan(3_000_000);
    });
  });

  it('keeps an open breaker and the start of its streak over a restart', async () => {
    const since = temp.clock.now();
    await (await node()).report(FAILURE, 3);
    temp.clock.advance(5);
    await temp.reopen();
    const after = await node();
    expect([after.state(), after.breakers.streak(ID)]).toMatchObject(['open', { since, failures: 3 }]);
  });

  it('counts the length of a streak by the store’s clock, however wrong the node’s clock is', async () => {
    const ahead = new HandClock(temp.clock.now() + 2 * CONFIG.disableAfterMs!);
    const [one, other] = [await node(ahead), await node(ahead)];
    await one.report(FAILURE, 3);
    await other.health.catchUp();
    expect([one.breakers.hasFailedTooLong(ID), other.breakers.hasFailedTooLong(ID)]).toEqual([false, false]);
    for (const clock of [temp.clock, ahead]) clock.advance(CONFIG.disableAfterMs!);
    expect([one.breakers.hasFailedTooLong(ID), other.breakers.hasFailedTooLong(ID)]).toEqual([true, true]);
  });

  it('stores a streak once it lasts, and nothing with later attempts', async () => {
    const one = await node();
    await one.report(FAILURE);
    expect(await temp.store.health.list()).toEqual([]);
    temp.clock.advance(10_000);
    await one.report(FAILURE);
    temp.clock.advance(10_000);
    await one.health.write(ID);
    expect(await temp.store.health.list()).toMatchObject([{ version: 1, stage: 'closed', failures: 2 }]);
  });

  it('ends the streak on all nodes after a success on one', async () => {
    const [one, other] = [await node(), await node()];
    await one.report(FAILURE, 2);
    temp.clock.advance(10_000);
    await one.health.write(ID);
    await other.health.catchUp();
    await other.report({ kind: 'delivered' });
    await one.health.catchUp();
    expect([one.breakers.streak(ID), other.breakers.streak(ID)]).toEqual([null, null]);
  });

  it('publishes nothing where only system events have failed', async () => {
    const one = await node();
    await one.report(FAILURE, 3, 'webhook.endpoint_failing');
    await pauseOver(one);
    await one.probe();
    await one.report({ kind: 'delivered' }, 2);
    expect([one.state(), one.published]).toEqual(['closed', []]);
  });
});
