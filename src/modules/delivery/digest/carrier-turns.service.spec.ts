import { describe, expect, it } from '@jest/globals';
import { firstValueFrom } from 'rxjs';
import { aDelivery } from '../../../../test/support/a-delivery.js';
import type { LeasedDelivery } from '../../model/delivery.js';
import type { MuteSubject } from '../../model/mute.js';
import type { DigestStore } from '../../store/digest-store.js';
import type { DeliveryEvents } from '../events/delivery-events.service.js';
import type { Silence, Silences } from '../quiet/silences.service.js';
import { CarrierTurns } from './carrier-turns.service.js';
import type { DigestContents } from './digest-contents.service.js';

const NOW = Date.parse('2025-06-10T23:00:00Z');
const NIGHT: Silence = { reason: 'quiet_hours', then: 'hold', until: NOW + 3_600_000, now: NOW };
const CARRIER = aDelivery({ event: { ...aDelivery().event, type: 'webhook.digest', data: '{}' } });

/** Takes the turn of a digest that has gathered events of these types, in a night from which failures are excepted. */
function take(types: () => Promise<readonly string[]>, own: Partial<LeasedDelivery> = {}) {
  const silences = { of: ({ type }: MuteSubject) => (type === 'job.failed' ? null : NIGHT) };
  const turns = new CarrierTurns(
    { close: async (delivery: LeasedDelivery) => delivery } as unknown as DigestContents,
    { types } as unknown as DigestStore,
    silences as unknown as Silences,
    { now: () => NOW },
    { publish: () => undefined } as unknown as DeliveryEvents,
  );
  return firstValueFrom(turns.take({ ...CARRIER, ...own }));
}

describe('A digest in quiet hours', () => {
  it('waits for their end', async () => {
    expect(await take(async () => ['job.completed'])).toMatchObject({
      kind: 'unsent',
      report: { next: { state: 'pending', dueAt: NIGHT.until, reason: 'quiet_hours' } },
    });
  });

  it('is sent where it tells of an event that is excepted from them', async () => {
    expect(await take(async () => ['job.completed', 'job.failed'])).toMatchObject({ kind: 'send' });
  });

  it('is sent where an operator asks for it', async () => {
    expect(await take(async () => [], { isAskedFor: true })).toMatchObject({ kind: 'send' });
  });

  it('is looked at again where the store does not answer', async () => {
    expect(await take(() => Promise.reject(new Error('down')))).toMatchObject({
      kind: 'unsent',
      report: { next: { state: 'pending', inMs: 1_000 } },
    });
  });
});
