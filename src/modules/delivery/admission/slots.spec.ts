import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { Slots } from './slots.js';

/** A lane that always has an item to send. */
class Lane {
  active = 0;
  retries = 0;
  started = 0;

  constructor(
    readonly slots: Slots,
    readonly concurrency: number,
    readonly retry: boolean,
  ) {}

  readonly again = (): void => {
    while (this.active < this.concurrency) {
      if (!this.slots.acquire({ retry: this.retry, active: this.active, onSlotFree: this.again })) return;
      this.active++;
      this.started++;
    }
  };

  end(): void {
    this.active--;
    this.slots.release(this.retry);
    this.again();
  }
}

function lanes(slots: Slots, count: number, retry = false, concurrency = 16): Lane[] {
  return Array.from({ length: count }, () => new Lane(slots, concurrency, retry));
}

describe(Slots.name, () => {
  it('never exceed their number, and go to the waiting lane that came first', () => {
    const slots = new Slots(4);
    const all = lanes(slots, 6, false, 1);
    for (const lane of all) lane.again();
    expect(all.map(({ active }) => active)).toEqual([1, 1, 1, 1, 0, 0]);
    all[2]!.end();
    expect(all.map(({ active }) => active)).toEqual([1, 1, 0, 1, 1, 0]);
    all[3]!.end();
    expect(all.map(({ active }) => active)).toEqual([1, 1, 0, 0, 1, 1]);
  });

  it('keep a reserve for lanes without attempts in flight, however many targets hang', () => {
    const slots = new Slots(64);
    for (const hanging of lanes(slots, 10)) hanging.again();
    expect(slots.taken).toBeGreaterThanOrEqual(48);
    const [healthy] = lanes(slots, 1);
    healthy!.again();
    expect(healthy!.active).toBeGreaterThan(0);
  });

  it('leave at least half to first attempts', () => {
    const slots = new Slots(64);
    for (const sick of lanes(slots, 100, true)) sick.again();
    expect(slots.taken).toBe(32);
    const [healthy] = lanes(slots, 1);
    healthy!.again();
    expect(healthy!.active).toBe(16);
  });

  it('starve no lane, neither first attempts nor retries', () => {
    const slots = new Slots(8);
    const all = [...lanes(slots, 6), ...lanes(slots, 6, true)];
    for (const lane of all) lane.again();
    for (let turn = 0; turn < 600; turn++) {
      const lane = all[turn % all.length]!;
      if (lane.active > 0) lane.end();
    }
    for (const lane of all) expect(lane.started).toBeGreaterThan(5);
  });

  it('never exceed the bound, and stay free only where no waiting lane may take them', () => {
    const end = fc.record({ lane: fc.nat(9) });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.array(end, { maxLength: 100 }), (max, ends) => {
        const slots = new Slots(max);
        const all = [...lanes(slots, 5, false, 3), ...lanes(slots, 5, true, 3)];
        for (const lane of all) lane.again();
        for (const { lane } of ends) {
          if (all[lane]!.active > 0) all[lane]!.end();
          const active = all.reduce((sum, one) => sum + one.active, 0);
          const retries = all.reduce((sum, one) => sum + (one.retry ? one.active : 0), 0);
          expect(active).toBe(slots.taken);
          expect(active).toBeLessThanOrEqual(max);
          expect(retries).toBeLessThanOrEqual(Math.max(1, max >> 1));
          const idle = all.filter((one) => !one.retry && one.active < 2);
          expect(idle.length === 0 || active === max).toBe(true);
        }
      }),
    );
  });
});
