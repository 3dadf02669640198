import { describe, expect, it } from '@jest/globals';
import { BLOCKED_UNTIL_PREDECESSOR } from './order-keys.js';
import { QueriedRepair, type RepairDriver } from './queried-repair.js';
import type { Query, SqlText } from './sql-text.js';

const ID = '00000000-0000-7000-8000-000000000001';
const OTHER = '00000000-0000-7000-8000-000000000002';

const TEXT = {
  value: () => '?',
  among: () => '?',
  now: () => '?',
} as unknown as SqlText;

/** Repairs over a driver whose statements return these rows one after the other, and the texts of the statements. */
function repairOver(answers: readonly object[][]) {
  const [reads, writes]: string[][] = [[], []];
  const rest = [...answers];
  const into = (texts: string[]): Query =>
    (async (write) => {
      texts.push(write(TEXT));
      return rest.shift() ?? [];
    }) as Query;
  const driver = {
    call: (work: () => Promise<unknown>) => work(),
    query: into(reads!),
    write: into(writes!),
    notify: () => undefined,
  } as unknown as RepairDriver;
  return { repair: new QueriedRepair(driver), reads: reads!, writes: writes! };
}

const pending = (dueAt: number) => ({
  state: 'pending',
  endpointId: OTHER,
  orderKey: 'key',
  attempts: 0,
  dueAt,
});

describe('a retry of a blocked delivery', () => {
  it('is refused with the delivery that it waits for', async () => {
    const { repair } = repairOver([[pending(BLOCKED_UNTIL_PREDECESSOR)], [{ id: OTHER }]]);
    expect(await repair.retryNow(ID)).toEqual({ kind: 'ordered', behind: OTHER });
  });

  it('is made where the predecessor is settled in between: a delivery never waits for itself', async () => {
    const { repair, writes } = repairOver([
      [pending(BLOCKED_UNTIL_PREDECESSOR)],
      [{ id: ID }],
      [pending(5)],
      [],
      [{ id: ID }],
    ]);
    expect(await repair.retryNow(ID)).toEqual({ kind: 'due' });
    expect(writes).toHaveLength(1);
  });
});

describe('a retry of a pending delivery', () => {
  it('is refused where the delivery is claimed in between', async () => {
    const { repair } = repairOver([[pending(5)], [], [], [{ ...pending(5), state: 'sending' }]]);
    expect(await repair.retryNow(ID)).toEqual({ kind: 'sending' });
  });

  it('takes the next first one of the endpoint where the first is claimed in between', async () => {
    const { repair } = repairOver([
      [{ id: ID, dueAt: 5 }],
      [],
      [],
      [{ id: OTHER, dueAt: 6 }],
      [],
      [{ id: OTHER }],
    ]);
    expect(await repair.retryFirst(OTHER)).toBe(OTHER);
  });
});

describe('a poll for operations', () => {
  it('writes nothing where no operation is free', async () => {
    const { repair, reads, writes } = repairOver([]);
    expect(await repair.take('token', 1_000)).toBeNull();
    expect([reads.length, writes.length]).toEqual([1, 0]);
  });
});

describe('the outcomes of operations', () => {
  it('are read by one statement, however many operations are listed', async () => {
    const { repair, reads } = repairOver([]);
    expect(await repair.outcomes([ID, OTHER, ID])).toEqual([]);
    expect(reads).toHaveLength(1);
    expect(await repair.outcomes([])).toEqual([]);
    expect(reads).toHaveLength(1);
  });
});
