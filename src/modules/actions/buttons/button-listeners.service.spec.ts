import { describe, expect, it } from '@jest/globals';
import { setImmediate } from 'node:timers/promises';
import { Subject } from 'rxjs';
import { anEndpoint } from '../../../../test/support/an-endpoint.js';
import type { GatewayConfig } from '../../config/gateway-config.js';
import type { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import type { Endpoint } from '../../model/endpoint.js';
import type { ButtonListenerFactory } from './button-listener-factory.service.js';
import { ButtonListeners } from './button-listeners.service.js';
import { ListenerStatus } from './listener-status.js';

const bot = (more: Partial<Endpoint>): Endpoint =>
  anEndpoint({
    adapter: 'telegram',
    url: 'https://api.telegram.org/bot123456781:AAEexampleTokenOfABot_0123456789abc/sendMessage?chat_id=-1',
    options: { chatId: '-1', nativeButtons: true },
    trusted: false,
    ...more,
  });

/** Listeners that end when the test says so, after they were told to. */
function listeners() {
  const begun: AbortSignal[] = [];
  const ends: (() => void)[] = [];
  const factory = {
    make: () => ({
      status: new ListenerStatus('telegram', () => 0),
      run: (signal: AbortSignal) => {
        begun.push(signal);
        return signal.aborted ? Promise.resolve() : new Promise<void>((resolve) => ends.push(resolve));
      },
    }),
  } as unknown as ButtonListenerFactory;
  const changes = new Subject<void>();
  let endpoints = [bot({})];
  const catalogue = { all: () => endpoints, changes, now: () => 0 } as unknown as EndpointCatalogue;
  const config = { actions: { mode: 'button' } } as unknown as GatewayConfig;
  const all = new ButtonListeners(config, catalogue, factory);
  const change = async (...to: Endpoint[]): Promise<void> => {
    endpoints = to;
    changes.next();
    await setImmediate();
  };
  return { all, begun, change, ends };
}

describe('The listeners for buttons', () => {
  it('replace one another in turn: the next begins when the last has ended', async () => {
    const { all, begun, change, ends } = listeners();
    all.onApplicationBootstrap();
    await change(bot({}));
    await change(bot({ trusted: true }));
    expect(begun.map(({ aborted }) => aborted)).toEqual([true]);
    ends[0]!();
    await setImmediate();
    expect(begun.map(({ aborted }) => aborted)).toEqual([true, false]);
    expect(all.all()).toHaveLength(1);
  });

  it('end with the gateway, the replaced and the waiting ones too', async () => {
    const { all, begun, change, ends } = listeners();
    all.onApplicationBootstrap();
    await change(bot({}));
    await change(bot({ trusted: true }));
    let isOver = false;
    const stopped = all.beforeApplicationShutdown().then(() => (isOver = true));
    await setImmediate();
    expect(isOver).toBe(false);
    ends[0]!();
    await stopped;
    expect(begun.every(({ aborted }) => aborted)).toBe(true);
  });
});
