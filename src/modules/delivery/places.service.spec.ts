import { beforeEach, describe, expect, it } from '@jest/globals';
import type { LeasedDelivery } from '../model/delivery.js';
import type { GatewayConfig } from '../config/gateway-config.js';
import { Breakers } from './breakers.service.js';
import { LANE_PLACES, Places } from './places.service.js';

function delivery(id: string, endpointId = 'e1', data = '{}'): LeasedDelivery {
  const event = { id: `event-${id}`, type: 'job.completed', data, timestamp: '', acceptedAt: 0 };
  return { id, event, endpointId, webhookId: 'webhook_1', attempts: 0, createdAt: 0, leaseToken: 't' };
}

describe(Places.name, () => {
  let places: Places;
  beforeEach(() => void (places = new Places(new Breakers({} as GatewayConfig))));

  function reserveAll(endpointId: string, bytes = 2): number {
    let n = 0;
    while (places.reserve(endpointId, bytes)) n++;
    return n;
  }

  it('keeps a quarter of a lane for what the store holds', () => {
    expect(reserveAll('e1')).toBe(LANE_PLACES * 0.75);
    expect(places.room('e1')).toBe(LANE_PLACES * 0.25);
    expect(places.reserve('e2', 2)).toBe(true);
  });

  it('bounds all lanes together', () => {
    const taken = Array.from({ length: 100 }, (_, i) => reserveAll(`e${i}`)).reduce((a, b) => a + b);
    expect(taken).toBe(3072);
  });

  it('bounds the bytes held', () => {
    expect(reserveAll('e1', 1024 * 1024)).toBe(48);
    places.withdraw('e1', 1024 * 1024);
    expect(places.reserve('e1', 1024 * 1024)).toBe(true);
  });

  it('frees a place once, and only for the very delivery that took it', () => {
    const first = delivery('a');
    places.take(first, 100);
    const again = delivery('a');
    places.free(again);
    expect(places.count('e1')).toBe(1);
    places.free(first);
    places.free(first);
    expect(places.count('e1')).toBe(0);
  });

  it('knows whose lease still runs', () => {
    const [kept, lost] = [delivery('a'), delivery('b')];
    places.take(kept, 100);
    places.take(lost, 100);
    expect([places.isLeased(kept, 99), places.isLeased(kept, 100)]).toEqual([true, false]);
    places.renewed(places.all(), new Set(['b']), 200);
    expect([places.isLeased(kept, 150), places.isLeased(lost, 50)]).toEqual([true, false]);
  });
});
