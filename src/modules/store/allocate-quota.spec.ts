import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { allocateQuota, type Holding } from './allocate-quota.js';

const live = (permits: number, wanted: number, nodeId = 'other'): Holding => ({
  nodeId,
  permits,
  wanted,
  live: true,
});
const gone = (permits: number): Holding => ({ nodeId: 'gone', permits, wanted: permits, live: false });
const ask = (max: number, keep: number, want: number, nodeId = 'self') => ({ nodeId, max, keep, want });

describe(allocateQuota, () => {
  it('gives a single node what it wants and a spare part', () => {
    expect(allocateQuota(ask(100, 0, 1), [])).toEqual({ permits: 8, target: 8 });
    expect(allocateQuota(ask(100, 0, 20), [])).toEqual({ permits: 40, target: 40 });
    expect(allocateQuota(ask(100, 0, 50), [])).toEqual({ permits: 75, target: 75 });
    expect(allocateQuota(ask(100, 0, 300), [])).toEqual({ permits: 100, target: 100 });
  });

  it('takes no permit from another node, which gives back itself what it holds too much', () => {
    expect(allocateQuota(ask(100, 0, 80), [live(100, 200)])).toEqual({ permits: 0, target: 50 });
    expect(allocateQuota(ask(100, 100, 200), [live(0, 80)])).toEqual({ permits: 100, target: 50 });
  });

  it('meets the smallest wishes first', () => {
    const others = [live(0, 10), live(0, 500)];
    expect(allocateQuota(ask(100, 0, 500), others).target).toBe(45);
  });

  it('leaves an odd permit with its holder', () => {
    expect(allocateQuota(ask(1, 1, 5), [live(0, 900)]).target).toBe(1);
    expect(allocateQuota(ask(1, 0, 900), [live(1, 5)])).toEqual({ permits: 0, target: 0 });
  });

  it('counts the permits of a dead node and divides the rest', () => {
    expect(allocateQuota(ask(100, 0, 500), [gone(40)])).toEqual({ permits: 60, target: 60 });
  });

  it('gives nothing to a node that wants nothing, and nothing above a lowered limit', () => {
    expect(allocateQuota(ask(100, 0, 0), [])).toEqual({ permits: 0, target: 0 });
    expect(allocateQuota(ask(10, 8, 50), [live(30, 30)])).toEqual({ permits: 8, target: 5 });
  });

  it('never grants more than the limit, whatever nodes want and whenever they die', () => {
    const step = fc.record({
      node: fc.nat(3),
      keep: fc.double({ min: 0, max: 1, noNaN: true }),
      want: fc.nat(60),
      dies: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    });
    const plan = fc.array(step, { maxLength: 60 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), plan, (max, steps) => {
        const nodes: Holding[] = Array.from({ length: 4 }, (_, at) => live(0, 0, `node ${at}`));
        for (const { node, keep, want, dies } of steps) {
          const held = nodes[node]!;
          if (!held.live) continue;
          const kept = Math.floor(held.permits * keep);
          const others = nodes.filter((other) => other !== held);
          const grant = allocateQuota(ask(max, kept, Math.max(kept, want), held.nodeId), others);
          expect(grant.permits).toBeGreaterThanOrEqual(kept);
          nodes[node] = { ...live(grant.permits, Math.max(kept, want), held.nodeId), live: !dies };
          expect(nodes.reduce((total, { permits }) => total + permits, 0)).toBeLessThanOrEqual(max);
        }
      }),
    );
  });

  it('converges to fair parts that use the whole limit', () => {
    const wants = fc.array(fc.integer({ min: 1, max: 80 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 100 }), wants, (max, wanted) => {
        const nodes = wanted.map((want, at) => live(0, want, `node ${at}`));
        for (let round = 0; round < 20; round++) {
          nodes.forEach((held, at) => {
            const others = nodes.filter((_, other) => other !== at);
            const { target } = allocateQuota(ask(max, held.permits, held.wanted, held.nodeId), others);
            const keep = Math.min(held.permits, target);
            const { permits } = allocateQuota(ask(max, keep, held.wanted, held.nodeId), others);
            nodes[at] = live(permits, held.wanted, held.nodeId);
          });
        }
        const total = wanted.reduce((sum, want) => sum + want, 0);
        const held = nodes.reduce((sum, { permits }) => sum + permits, 0);
        expect(held).toBeGreaterThanOrEqual(Math.min(max, total));
        for (const { permits, wanted: want } of nodes)
          expect(permits).toBeGreaterThanOrEqual(Math.min(want, Math.floor(max / nodes.length)));
      }),
    );
  });
});
