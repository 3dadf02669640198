import { describe, expect, it } from '@jest/globals';
import { Subject } from 'rxjs';
import type { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import type { Digest } from '../../model/digest.js';
import type { DigestStore } from '../../store/digest-store.js';
import type { DeliveryEvents } from '../events/delivery-events.service.js';
import type { Dispatcher } from '../queue/dispatcher.service.js';
import { DigestWatch } from './digest-watch.service.js';
import { Storms } from './storms.service.js';

const DAILY: Digest = {
  kind: 'scheduled',
  everyMs: 86_400_000,
  at: 0,
  weekdays: null,
  zone: 'UTC',
  types: null,
  except: [],
};

/** A watch over one endpoint, whose digest can be changed, and the digests that it has made due. */
async function watchOf(digest: Digest | null) {
  const endpoint = { id: 'a', digest, quiet: null };
  const changes = new Subject<void>();
  const hastened: string[] = [];
  const watch = new DigestWatch(
    { changes, all: () => [{ ...endpoint }] } as unknown as EndpointCatalogue,
    {
      states: async () => [],
      hasten: async (id: string) => void hastened.push(id),
    } as unknown as DigestStore,
    new Storms(),
    { publish: () => undefined } as unknown as DeliveryEvents,
    { wake: () => undefined } as unknown as Dispatcher,
  );
  await watch.onApplicationBootstrap();
  const set = (digest: Digest | null): void => {
    endpoint.digest = digest;
    changes.next();
  };
  return { watch, hastened, set };
}

describe('What gathers where the digests of an endpoint change', () => {
  it('is due at once, and again a little later: a delivery whose turn came before may have opened another digest', async () => {
    const { watch, hastened, set } = await watchOf(DAILY);
    set(null);
    expect(hastened).toEqual(['a']);
    await watch.look();
    expect(hastened).toEqual(['a', 'a']);
    await watch.look();
    expect(hastened).toEqual(['a', 'a']);
  });

  it('is left alone where something else changes', async () => {
    const { watch, hastened, set } = await watchOf(DAILY);
    set(DAILY);
    await watch.look();
    expect(hastened).toEqual([]);
  });
});
