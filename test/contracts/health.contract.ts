import { expect, it } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import type { HealthChange } from '../../src/modules/store/health-store.js';
import type { Harness } from './store.contract.js';

const ERROR = { code: 'HTTP_503', message: 'HTTP 503 response' };
const OPEN: HealthChange = {
  stage: 'open',
  openings: 1,
  probeInMs: 5_000,
  failingForMs: 300,
  failures: 10,
  error: ERROR,
  quiet: false,
};
const PROBE: HealthChange = { ...OPEN, stage: 'half_open', probeInMs: 20_000 };
const HEALTHY: HealthChange = {
  stage: 'closed',
  openings: 0,
  probeInMs: null,
  failingForMs: null,
  failures: 0,
  error: null,
  quiet: false,
};

/** Facts that every driver promises of the health it keeps; to be called where a store has been opened for each fact. */
export function healthFacts(harness: () => Harness): void {
  const health = () => harness().store.health;
  const stored = async (id: string) => (await health().list()).find(({ endpointId }) => endpointId === id);

  it('is stored with times of the store, and kept over a restart', async () => {
    const id = uuid();
    const now = harness().now();
    const { made, health: written } = await health().change(id, 0, OPEN);
    expect(made).toBe(true);
    expect(written).toEqual({
      endpointId: id,
      version: 1,
      stage: 'open',
      openings: 1,
      openedAt: now,
      probeAt: now + 5_000,
      failingSince: now - 300,
      failures: 10,
      error: ERROR,
      quiet: false,
      readAt: now,
    });
    await harness().reopen();
    expect(await stored(id)).toEqual(written);
  });

  it('is changed by the first caller that has read its version, and by none that has read an earlier one', async () => {
    const id = uuid();
    const answers = await Promise.all([1, 2, 3].map(() => health().change(id, 0, OPEN)));
    expect(answers.filter(({ made }) => made)).toHaveLength(1);
    expect(answers.map((answer) => answer.health.version)).toEqual([1, 1, 1]);
    expect(await health().change(id, 0, HEALTHY)).toMatchObject({ made: false, health: { stage: 'open' } });
    expect(await health().change(id, 1, HEALTHY)).toMatchObject({
      made: true,
      health: { stage: 'closed', version: 2, openedAt: null, probeAt: null, failingSince: null, error: null },
    });
  });

  it('grants one probe once it is due', async () => {
    const id = uuid();
    await health().change(id, 0, OPEN);
    await harness().advance(4_999);
    expect(await health().change(id, 1, PROBE)).toMatchObject({ made: false, health: { stage: 'open' } });
    await harness().advance(1);
    const asked = await Promise.all([1, 2, 3].map(() => health().change(id, 1, PROBE)));
    expect(asked.filter(({ made }) => made)).toHaveLength(1);
    expect(await stored(id)).toMatchObject({ stage: 'half_open', probeAt: harness().now() + 20_000 });
  });

  it('grants another probe once the lease of the first has ended', async () => {
    const id = uuid();
    await health().change(id, 0, OPEN);
    await harness().advance(5_000);
    await health().change(id, 1, PROBE);
    await harness().advance(19_999);
    expect((await health().change(id, 2, PROBE)).made).toBe(false);
    await harness().advance(1);
    expect((await health().change(id, 2, PROBE)).made).toBe(true);
    // The first one comes late with what it found.
    expect((await health().change(id, 2, { ...OPEN, openings: 2 })).made).toBe(false);
  });

  it('keeps the times of the first failure and of the opening until the breaker closes', async () => {
    const id = uuid();
    const began = harness().now() - 300;
    const opened = (await health().change(id, 0, OPEN)).health.openedAt;
    await harness().advance(60_000);
    const again = await health().change(id, 1, { ...OPEN, openings: 2, failures: 11, failingForMs: 0 });
    expect(again.health).toMatchObject({ failingSince: began, openedAt: opened, failures: 11, openings: 2 });
    await health().change(id, 2, HEALTHY);
    const next = await health().change(id, 3, OPEN);
    expect(next.health).toMatchObject({ openedAt: harness().now(), failingSince: harness().now() - 300 });
  });

  it('keeps the time of the first failure before the breaker opens', async () => {
    const id = uuid();
    const change = { ...HEALTHY, failingForMs: 10_000, failures: 2, error: ERROR, quiet: true };
    await health().change(id, 0, change);
    expect(await stored(id)).toMatchObject({
      stage: 'closed',
      openedAt: null,
      failingSince: harness().now() - 10_000,
      failures: 2,
      quiet: true,
    });
  });
}
