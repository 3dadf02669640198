import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { anEndpoint } from '../../../test/support/an-endpoint.js';
import type { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import type { ListenerEndpoints } from '../endpoints/listener-endpoints.service.js';
import type { DeliveryHandoff } from '../model/delivery-handoff.js';
import { ListenerChannels } from './listener-channels.service.js';
import { GRACE_MS, Listeners } from './listeners.service.js';

const ENDPOINT = anEndpoint({
  id: 'l-1',
  webhookId: 'listener_1',
  url: 'listener://listener_1',
  source: 'listener',
});
const write = (): boolean => true;

function aService() {
  const endpoints = {
    open: jest.fn(async () => ENDPOINT),
    close: jest.fn(async (_id: string) => 2),
    closeAbandoned: jest.fn(async () => 0),
  };
  const catalogue = {
    lookUp: (id: string) => (id === ENDPOINT.id ? ENDPOINT : undefined),
    pause: jest.fn(async (_id: string) => undefined),
    resume: jest.fn(async (_id: string) => undefined),
  };
  const handoff = { wake: jest.fn() };
  const listeners = new Listeners(
    endpoints as unknown as ListenerEndpoints,
    new ListenerChannels(),
    catalogue as unknown as EndpointCatalogue,
    handoff as unknown as DeliveryHandoff,
  );
  return { listeners, endpoints, catalogue, handoff };
}

describe('A listener', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  const request = { events: ['demo.*'], filter: null };

  it('sends while a stream reads it, and is paused and kept for the grace when the stream ends', async () => {
    const { listeners, endpoints, catalogue, handoff } = aService();
    await listeners.open(request);
    await listeners.attach(ENDPOINT, write);
    expect(catalogue.resume).toHaveBeenCalledWith(ENDPOINT.id);
    expect(handoff.wake).toHaveBeenCalledTimes(1);
    await jest.advanceTimersByTimeAsync(10 * GRACE_MS);
    expect(endpoints.close).not.toHaveBeenCalled();

    await listeners.detach(ENDPOINT, write);
    expect(catalogue.pause).toHaveBeenCalledWith(ENDPOINT.id);
    await jest.advanceTimersByTimeAsync(GRACE_MS - 1);
    expect(listeners.find(ENDPOINT.id)).toBe(ENDPOINT);
    await listeners.attach(ENDPOINT, write);
    await jest.advanceTimersByTimeAsync(GRACE_MS);
    expect(endpoints.close).not.toHaveBeenCalled();
  });

  it('is closed when its stream does not come within the grace', async () => {
    const { listeners, endpoints } = aService();
    await listeners.open(request);
    await jest.advanceTimersByTimeAsync(GRACE_MS);
    expect(endpoints.close).toHaveBeenCalledWith(ENDPOINT.id);
    expect(() => listeners.find(ENDPOINT.id)).toThrow('no such listener');
  });

  it('is closed at once when its command says that it ends, and so is its stream', async () => {
    const { listeners, endpoints } = aService();
    await listeners.open(request);
    const ended = jest.fn();
    listeners.over(write).subscribe(ended);
    await listeners.attach(ENDPOINT, write);
    expect(await listeners.close(ENDPOINT)).toBe(2);
    expect(ended).toHaveBeenCalledTimes(1);
    expect(() => listeners.find(ENDPOINT.id)).toThrow('no such listener');
    await listeners.detach(ENDPOINT, write);
    await jest.advanceTimersByTimeAsync(2 * GRACE_MS);
    expect(endpoints.close).toHaveBeenCalledTimes(1);
  });

  it('says that the store did not take its end, which a later sweep tries again', async () => {
    const { listeners, endpoints } = aService();
    endpoints.close.mockRejectedValueOnce(new Error('database is locked'));
    await listeners.open(request);
    await expect(listeners.close(ENDPOINT)).rejects.toThrow('database is locked');
    await listeners.closeAbandoned();
    expect(endpoints.close).toHaveBeenCalledTimes(2);
  });

  it('goes on when a stream ends that another one has replaced', async () => {
    const { listeners, catalogue } = aService();
    await listeners.open(request);
    await listeners.attach(ENDPOINT, write);
    await listeners.attach(ENDPOINT, () => true);
    await listeners.detach(ENDPOINT, write);
    expect(catalogue.pause).not.toHaveBeenCalled();
  });

  it('counts towards the limit while it is being opened', async () => {
    const { listeners, endpoints } = aService();
    let made = 0;
    endpoints.open.mockImplementation(async () => ({ ...ENDPOINT, id: `l-${++made}` }));
    const opened = await Promise.allSettled(Array.from({ length: 25 }, () => listeners.open(request)));
    expect(opened.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
    expect(endpoints.open).toHaveBeenCalledTimes(20);
  });

  it('gives its place back when it cannot be opened', async () => {
    const { listeners, endpoints } = aService();
    endpoints.open.mockRejectedValue(new Error('disk full'));
    for (let i = 0; i < 21; i++) await expect(listeners.open(request)).rejects.toThrow('disk full');
  });

  it('is closed by a later sweep when the store did not take its end', async () => {
    const { listeners, endpoints } = aService();
    endpoints.close.mockRejectedValueOnce(new Error('database is locked'));
    await listeners.open(request);
    await jest.advanceTimersByTimeAsync(GRACE_MS);
    expect(endpoints.close).toHaveBeenCalledTimes(1);
    await listeners.closeAbandoned();
    expect(endpoints.close).toHaveBeenCalledTimes(2);
    await listeners.closeAbandoned();
    expect(endpoints.close).toHaveBeenCalledTimes(2);
  });

  it('ends the stream that another one replaces, and no other', async () => {
    const { listeners } = aService();
    await listeners.open(request);
    const ended: string[] = [];
    const next = (): boolean => true;
    listeners.over(write).subscribe(() => ended.push('first'));
    listeners.over(next).subscribe(() => ended.push('second'));
    await listeners.attach(ENDPOINT, write);
    await listeners.attach(ENDPOINT, next);
    expect(ended).toEqual(['first']);
  });
});
