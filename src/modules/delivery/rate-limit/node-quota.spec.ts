import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Grant, QuotaRequest } from '../../store/rate-limit-ledger.js';
import { allocateQuota, type Holding } from '../../store/allocate-quota.js';
import { Throttle } from './throttle.js';

const LEASE_MS = 100;
const TIMEOUT_MS = 60;
/** Difference between the two limits where the limit changes. */
const RAISED_BY = 2;

const shared = (max: number, windowMs = 1_000): Throttle =>
  new Throttle([{ max, windowMs }], () => undefined);

describe('Throttle with a shared limit', () => {
  it('sends nothing without permits, reports the shortage, and sends as many as it is granted', () => {
    let short = 0;
    const throttle = new Throttle([{ max: 10, windowMs: 1_000 }], () => short++);
    expect(throttle.take(0)).toBeGreaterThan(0);
    expect(short).toBe(1);
    throttle.apply([{ permits: 2, target: 2 }], 100, 0);
    expect([throttle.take(0), throttle.take(0)]).toEqual([0, 0]);
    expect(throttle.take(0)).toBeGreaterThan(0);
    expect(short).toBe(2);
  });

  it('sends nothing once its lease has run out', () => {
    const throttle = shared(10);
    throttle.apply([{ permits: 10, target: 10 }], 100, 0);
    expect(throttle.take(99)).toBe(0);
    expect(throttle.take(100)).toBeGreaterThan(0);
  });

  it('keeps the permits of its sends for a full window after their ends, and gives the others back', () => {
    const throttle = shared(10);
    throttle.apply([{ permits: 10, target: 10 }], 1e6, 0);
    for (let i = 0; i < 4; i++) throttle.take(0);
    throttle.apply([{ permits: 10, target: 3 }], 1e6, 0);
    expect(throttle.requests(1, 0)).toEqual([{ max: 10, keep: 4, want: 4, used: 4 }]);
    for (let i = 0; i < 4; i++) throttle.end(10);
    expect(throttle.requests(1_010, 5)).toEqual([{ max: 10, keep: 4, want: 9, used: 4 }]);
    expect(throttle.requests(1_011, 5)).toEqual([{ max: 10, keep: 3, want: 5, used: 0 }]);
    expect(throttle.requests(1_011, 0)).toEqual([{ max: 10, keep: 0, want: 0, used: 0 }]);
    throttle.apply([{ permits: 0, target: 0 }], 1e6, 1_011);
    expect(throttle.requests(1_011, 0)).toBeNull();
  });

  it('reports no exceeded limit while it waits for its first grant', () => {
    const throttle = shared(10);
    throttle.take(0);
    expect(throttle.limitedBy(0)).toBeNull();
    throttle.apply([{ permits: 0, target: 5 }], 1e6, 1);
    expect(throttle.limitedBy(1)).toEqual({ max: 10, windowMs: 1_000 });
  });

  it('reports a short wait while others may give permits back, then a long one', () => {
    const throttle = shared(10, 60_000);
    throttle.apply([{ permits: 1, target: 5 }], 1e6, 0);
    throttle.take(0);
    throttle.end(0);
    expect(throttle.take(10)).toBeLessThanOrEqual(500);
    expect(throttle.wait(2_009)).toBeLessThanOrEqual(500);
    expect(throttle.wait(2_010)).toBe(60_001 - 2_010);
  });

  it('reports the window’s wait where it holds the whole limit', () => {
    const throttle = shared(1, 60_000);
    throttle.apply([{ permits: 1, target: 1 }], 1e6, 0);
    throttle.take(0);
    throttle.end(5);
    expect(throttle.take(10)).toBe(59_996);
    expect(throttle.limitedBy(10)).not.toBeNull();
  });

  it('wants one permit while sends wait in the store', () => {
    const throttle = shared(10);
    throttle.take(0);
    expect(throttle.requests(0, 0)).toEqual([{ max: 10, keep: 0, want: 1, used: 0 }]);
    throttle.apply([{ permits: 1, target: 1 }], 1e6, 0);
    expect(throttle.requests(0, 0)).toEqual([{ max: 10, keep: 0, want: 0, used: 0 }]);
  });

  it('keeps the permits of its sends under a changed limit, and sends nothing before a grant of that limit', () => {
    const throttle = shared(10);
    throttle.apply([{ permits: 10, target: 10 }], 1e6, 0);
    for (let i = 0; i < 6; i++) throttle.take(0);
    throttle.adapt([{ max: 8, windowMs: 1_000 }]);
    expect(throttle.take(1)).toBeGreaterThan(0);
    expect(throttle.requests(1, 3)).toEqual([{ max: 8, keep: 6, want: 8, used: 6 }]);
  });

  it('ignores a grant of the limit before the change', () => {
    const throttle = shared(10);
    throttle.requests(0, 10);
    throttle.adapt([{ max: 2, windowMs: 1_000 }]);
    throttle.apply([{ permits: 10, target: 10 }], 1e6, 1);
    expect(throttle.take(1)).toBeGreaterThan(0);
    throttle.requests(2, 10);
    throttle.apply([{ permits: 1, target: 1 }], 1e6, 3);
    expect(throttle.take(3)).toBe(0);
  });

  it.each([
    ['', []],
    [' and while the limit changes', ['adapt', 'adapt', 'adapt while asking']],
  ])(
    'never lets the receiver see more than the limit in any window while nodes send, die or get no grant%s',
    (_, more) => {
      const step = fc.record({
        node: fc.nat(2),
        gap: fc.nat(30),
        count: fc.integer({ min: 1, max: 5 }),
        act: fc.constantFrom(
          'send',
          'send',
          'send',
          'send',
          'ask',
          'ask',
          'ask',
          'ask unheard',
          'die',
          ...more,
        ),
        travel: fc.nat(TIMEOUT_MS / 2),
        answer: fc.nat(TIMEOUT_MS / 2),
      });
      const plan = fc.array(step, { minLength: 50, maxLength: 150 });
      fc.assert(
        fc.property(
          fc.integer({ min: 1, max: 7 }),
          fc.integer({ min: 1, max: 400 }),
          plan,
          (max, windowMs, steps) => {
            const arrivals = simulate({ max, windowMs }, steps).sort((a, b) => a - b);
            const most = more.length > 0 ? max + RAISED_BY : max;
            for (let i = most; i < arrivals.length; i++)
              expect(arrivals[i]! - arrivals[i - most]!).toBeGreaterThan(windowMs);
          },
        ),
        { numRuns: 400 },
      );
    },
  );
});

interface Step {
  readonly node: number;
  readonly gap: number;
  readonly count: number;
  readonly act: string;
  readonly travel: number;
  readonly answer: number;
}

interface Row extends Holding {
  readonly leaseUntil: number;
  readonly countsUntil: number;
}

/** The ledger of one limit, as the store keeps it. */
class Rows {
  readonly #rows = new Map<string, Row>();

  exchange(nodeId: string, ask: QuotaRequest, now: number): Grant {
    const there = [...this.#rows.values()].filter(({ countsUntil }) => countsUntil > now);
    const others = there.filter((row) => row.nodeId !== nodeId);
    const held = there.find((row) => row.nodeId === nodeId)?.permits ?? 0;
    const grant = allocateQuota(
      { ...ask, nodeId, keep: Math.min(ask.keep, held) },
      others.map((row) => ({ ...row, live: row.leaseUntil > now })),
    );
    const leaseUntil = now + LEASE_MS;
    const countsUntil = leaseUntil + ask.lingerMs;
    this.#rows.set(nodeId, {
      nodeId,
      permits: grant.permits,
      wanted: ask.want,
      live: true,
      leaseUntil,
      countsUntil,
    });
    return grant;
  }
}

class Node {
  readonly throttle: Throttle;
  #flying: number[] = [];
  #raised = false;

  constructor(
    readonly id: string,
    readonly limit: { max: number; windowMs: number },
  ) {
    this.throttle = shared(limit.max, limit.windowMs);
  }

  land(now: number): void {
    for (const end of this.#flying.filter((at) => at <= now).sort((a, b) => a - b)) this.throttle.end(end);
    this.#flying = this.#flying.filter((at) => at > now);
  }

  send(now: number, end: number): boolean {
    if (this.throttle.take(now) > 0) return false;
    this.#flying.push(end);
    return true;
  }

  /** Switches between the lower and the higher limit. */
  adapt(): void {
    this.#raised = !this.#raised;
    const max = this.limit.max + (this.#raised ? RAISED_BY : 0);
    this.throttle.adapt([{ ...this.limit, max }]);
  }

  /** Exchanges with the ledger; `meanwhile` runs before the grant arrives. */
  ask(now: number, rows: Rows, heard: boolean, meanwhile: () => void = () => undefined): void {
    const [ask] = this.throttle.requests(now, 3) ?? [];
    if (!ask) return;
    const grant = rows.exchange(this.id, { ...ask, lingerMs: TIMEOUT_MS + this.limit.windowMs + 1 }, now);
    meanwhile();
    if (heard) this.throttle.apply([grant], now + LEASE_MS, now);
  }
}

/** Runs the steps on three nodes and returns the arrivals at the receiver. A dead node is replaced; its requests still arrive. */
function simulate(limit: { max: number; windowMs: number }, steps: readonly Step[]): number[] {
  const rows = new Rows();
  const nodes = [0, 1, 2].map((at) => new Node(`node ${at}`, limit));
  const arrivals: number[] = [];
  let now = 0;
  steps.forEach(({ node: at, gap, count, act, travel, answer }, nth) => {
    now += gap;
    const node = nodes[at]!;
    for (const one of nodes) one.land(now);
    for (let i = 0; i < (act === 'send' ? count : 0); i++)
      if (node.send(now, now + travel + answer)) arrivals.push(now + travel);
    if (act.startsWith('ask')) node.ask(now, rows, act === 'ask');
    if (act === 'adapt') node.adapt();
    if (act === 'adapt while asking') node.ask(now, rows, true, () => node.adapt());
    if (act === 'die') nodes[at] = new Node(`node ${at}.${nth}`, limit);
  });
  return arrivals;
}
