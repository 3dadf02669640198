import { expect, it } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import type { NewMute } from '../../src/modules/model/mute.js';
import { MUTE_KEPT_MS } from '../../src/modules/store/mute-store.js';
import type { StoredEndpoint } from '../../src/modules/store/endpoint-store.js';
import type { Harness } from './store.contract.js';

/** Facts that every driver promises of mutes; to be called where a store has been opened for each fact. */
export function muteFacts(harness: () => Harness, endpoint: () => StoredEndpoint): void {
  const mutes = () => harness().store.mutes;
  const anHour = (more: Partial<NewMute> = {}): NewMute => ({
    endpointId: null,
    type: null,
    jobId: null,
    errorClass: null,
    until: harness().now() + 3_600_000,
    then: 'drop',
    reason: null,
    actor: 'console',
    ...more,
  });

  it('keeps mutes with all they say, and lists what was written since a revision', async () => {
    const full = anHour({
      endpointId: endpoint().id,
      type: 'job.*',
      jobId: '7',
      errorClass: 'Render node … is away',
      then: 'hold',
      reason: 'it’s "late"',
    });
    const [one, other] = [uuid(), uuid()];
    const first = await mutes().add(one, full);
    expect(first).toEqual({
      ...full,
      id: one,
      createdAt: harness().now(),
      endedAt: null,
      revision: first.revision,
    });
    const second = await mutes().add(other, anHour());
    await harness().reopen();
    expect(await mutes().changes(0)).toEqual([first, second]);
    expect(await mutes().changes(first.revision)).toEqual([second]);
    expect(await mutes().changes(second.revision)).toEqual([]);
  });

  it('ends a mute that holds, once, under a new revision', async () => {
    const id = uuid();
    const { revision } = await mutes().add(id, anHour());
    const ended = await mutes().end(id);
    expect(ended).toMatchObject({ id, endedAt: harness().now() });
    expect(await mutes().changes(revision)).toEqual([ended]);
    expect([await mutes().end(id), await mutes().end(uuid())]).toEqual([null, null]);
  });

  it('does not end a mute that has ended by itself, and forgets it later', async () => {
    const id = uuid();
    await mutes().add(id, anHour());
    await harness().advance(3_600_000);
    expect(await mutes().end(id)).toBeNull();
    await harness().advance(MUTE_KEPT_MS + 1);
    const later = await mutes().add(uuid(), anHour());
    expect(await mutes().changes(0)).toEqual([later]);
  });
}
