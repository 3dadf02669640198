import { describe, expect, it } from '@jest/globals';
import { BodyPool, type PooledBody } from './body-pool.js';

const KIB = 1024;

/** A pool of 100 KiB, 60 KiB of them for each address, and which bodies were dropped from it. */
function setUp() {
  const pool = new BodyPool({ total: 100 * KIB, share: 60 * KIB });
  const dropped: string[] = [];
  const open = (name: string, address = 'a'): PooledBody => pool.open(address, () => dropped.push(name));
  return { pool, dropped, open };
}

describe(BodyPool.name, () => {
  it('counts no bytes of bodies that are announced and do not arrive', () => {
    const { pool, dropped, open } = setUp();
    for (let n = 0; n < 1_000; n++) open(`idle ${n}`);
    open('real').grow(60 * KIB);
    expect([pool.bytes, dropped]).toEqual([60 * KIB, []]);
  });

  it('drops the body without progress for the longest time, not the one that arrives', () => {
    const { pool, dropped, open } = setUp();
    const [old, young] = [open('old'), open('young')];
    old.grow(20 * KIB);
    young.grow(20 * KIB);
    old.grow(20 * KIB);
    open('signed').grow(20 * KIB);
    expect(dropped).toEqual(['young']);
    expect(pool.bytes).toBe(60 * KIB);
  });

  it('counts a single byte now and then as no progress', () => {
    const { dropped, open } = setUp();
    const drip = open('drip');
    drip.grow(30 * KIB);
    const honest = open('honest');
    honest.grow(20 * KIB);
    drip.grow(1);
    honest.grow(20 * KIB);
    expect(dropped).toEqual(['drip']);
  });

  it('drops bodies of the same address first and keeps those of others', () => {
    const { dropped, open } = setUp();
    const other = open('other', 'b');
    other.grow(30 * KIB);
    open('first').grow(30 * KIB);
    open('second').grow(31 * KIB);
    expect(dropped).toEqual(['first']);
  });

  it('drops bodies of any address where all together exceed the limit', () => {
    const { dropped, open } = setUp();
    open('first', 'a').grow(40 * KIB);
    open('second', 'b').grow(40 * KIB);
    open('third', 'c').grow(40 * KIB);
    expect(dropped).toEqual(['first']);
  });

  it('never drops a body that is being processed, and drops the newcomer instead', () => {
    const { pool, dropped, open } = setUp();
    const whole = open('whole');
    whole.grow(50 * KIB);
    whole.keep();
    const more = open('more');
    more.grow(20 * KIB);
    expect(dropped).toEqual(['more']);
    more.grow(20 * KIB);
    expect(pool.bytes).toBe(50 * KIB);
    whole.release();
    whole.release();
    expect(pool.bytes).toBe(0);
  });
});
