import type { LookupAddress } from 'node:dns';
import { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { AddressRace } from './address-race.js';

const ADDRESSES: readonly LookupAddress[] = [
  { address: '2001:db8::1', family: 6 },
  { address: '192.0.2.1', family: 4 },
  { address: '192.0.2.2', family: 4 },
];

/** A race whose sockets the test controls. */
function race(addresses: readonly LookupAddress[] = ADDRESSES) {
  const sockets: Socket[] = [];
  const ends: (readonly [Error | null, Socket | null])[] = [];
  const running = new AddressRace(
    addresses,
    443,
    (...end) => ends.push(end),
    () => {
      const socket = new Socket();
      sockets.push(socket);
      return socket;
    },
  );
  const fail = (nth: number, code: string): void => {
    const { address } = addresses[nth]!;
    const error = new Error(`connect ${code} ${address}:443`);
    sockets[nth]!.emit('error', Object.assign(error, { code }));
  };
  return { running, sockets, ends, fail };
}

describe(AddressRace.name, () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('connects to a slow first address although the second is dead', async () => {
    const { sockets, ends } = race(ADDRESSES.slice(0, 2));
    await jest.advanceTimersByTimeAsync(9_000);
    expect(sockets.map(({ destroyed }) => destroyed)).toEqual([false, false]);
    sockets[0]!.emit('connect');
    expect(ends).toEqual([[null, sockets[0]]]);
    expect(sockets.map(({ destroyed }) => destroyed)).toEqual([false, true]);
  });

  it('tries the next address 250 ms later', async () => {
    const { running, sockets } = race();
    expect(sockets).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(249);
    expect(sockets).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(sockets).toHaveLength(2);
    await jest.advanceTimersByTimeAsync(250);
    expect(running.tried).toEqual(['[2001:db8::1]:443', '192.0.2.1:443', '192.0.2.2:443']);
    running.stop();
    expect(sockets.every(({ destroyed }) => destroyed)).toBe(true);
  });

  it('tries the next address at once where one fails', () => {
    const { sockets, ends, fail } = race();
    fail(0, 'ENETUNREACH');
    fail(1, 'ECONNREFUSED');
    sockets[2]!.emit('connect');
    expect(ends).toEqual([[null, sockets[2]]]);
  });

  it('combines the errors of all addresses under the most telling code', () => {
    const { ends, fail } = race();
    fail(0, 'ENETUNREACH');
    fail(1, 'ECONNREFUSED');
    fail(2, 'EHOSTUNREACH');
    expect(ends).toEqual([
      [
        expect.objectContaining({
          code: 'ECONNREFUSED',
          message:
            'connect ECONNREFUSED 192.0.2.1:443; connect ENETUNREACH 2001:db8::1:443; connect EHOSTUNREACH 192.0.2.2:443',
        }),
        null,
      ],
    ]);
  });

  it('waits for earlier addresses after the last one has failed', async () => {
    const { sockets, ends, fail } = race(ADDRESSES.slice(0, 2));
    await jest.advanceTimersByTimeAsync(250);
    fail(1, 'ECONNREFUSED');
    expect(ends).toEqual([]);
    sockets[0]!.emit('connect');
    expect(ends).toEqual([[null, sockets[0]]]);
  });

  it('passes the error of a single address unchanged', () => {
    const { ends, fail } = race(ADDRESSES.slice(1, 2));
    fail(0, 'ECONNREFUSED');
    expect(ends[0]![0]).toMatchObject({
      code: 'ECONNREFUSED',
      message: 'connect ECONNREFUSED 192.0.2.1:443',
    });
  });

  it('reports nothing once it is stopped', async () => {
    const { running, sockets, ends } = race();
    running.stop();
    sockets[0]!.emit('connect');
    await jest.advanceTimersByTimeAsync(1_000);
    expect([sockets.length, ends.length]).toEqual([1, 0]);
  });
});
