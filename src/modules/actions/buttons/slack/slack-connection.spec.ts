import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Fault } from '../../../model/outcome.js';
import type { SocketWatcher, TextSocket } from '../../../delivery/sender/text-socket.js';
import { SlackConnection } from './slack-connection.js';

const TARGET = { url: 'wss://wss.slack.test/link', headers: {}, trusted: true, tls: null };

/** A connection over a socket that does what the test says. */
function connected() {
  const cut = jest.fn<(fault: Fault) => void>();
  const ping = jest.fn();
  let watcher!: SocketWatcher;
  const sockets = {
    open: (_: unknown, given: SocketWatcher) => {
      watcher = given;
      return { cut, ping, send: () => undefined, close: () => undefined } as unknown as TextSocket;
    },
  };
  const envelopes: string[] = [];
  const connection = new SlackConnection(sockets, TARGET, (_, id) => void envelopes.push(id));
  const says = (more: object): void => watcher.message(JSON.stringify(more));
  return { connection, cut, ping, envelopes, says, watcher };
}

describe('A connection of Socket Mode', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('pings, and stands as long as the other side is there', async () => {
    const { connection, cut, ping, says, watcher } = connected();
    says({ type: 'hello' });
    expect(await connection.greeted).toBeNull();
    for (let times = 0; times < 10; times++) {
      await jest.advanceTimersByTimeAsync(10_000);
      watcher.alive();
    }
    expect([ping.mock.calls.length, cut.mock.calls.length]).toEqual([10, 0]);
  });

  it('is cut when nothing is heard for half a minute', async () => {
    const { connection, cut, says } = connected();
    says({ type: 'hello' });
    await jest.advanceTimersByTimeAsync(41_000);
    expect(await connection.closed).toMatchObject({ fault: { code: 'TIMEOUT' } });
    expect(cut).toHaveBeenCalledTimes(1);
  });

  it('is cut when Slack does not greet, though pings are answered', async () => {
    const { connection, cut, watcher } = connected();
    for (let times = 0; times < 3; times++) {
      watcher.alive();
      await jest.advanceTimersByTimeAsync(5_000);
    }
    expect(await connection.greeted).toMatchObject({
      fault: { message: 'Slack did not greet within 15000 ms.' },
    });
    expect(cut).toHaveBeenCalledTimes(1);
  });

  it('serves on when Slack asks for another one', async () => {
    const { connection, cut, envelopes, says } = connected();
    says({ type: 'disconnect', reason: 'refresh_requested' });
    expect(await connection.leaving).toEqual({ kind: 'leaving' });
    says({ envelope_id: 'e1', type: 'interactive', payload: {} });
    expect([envelopes, cut.mock.calls]).toEqual([['e1'], []]);
  });
});
