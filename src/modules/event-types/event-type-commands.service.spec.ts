import { describe, expect, it } from '@jest/globals';
import type { EventTypeStore, StoredEventType } from '../store/event-type-store.js';
import type { EventCatalogue } from './event-catalogue.service.js';
import { EventTypeCommands } from './event-type-commands.service.js';
import { NAMES_ENTRY } from './value-names-entry.js';

/** Commands of a catalogue with that many entries of the API, and names of values. */
function commandsWith(types: number) {
  const written: string[] = [];
  const entry = (type: string): StoredEventType => ({
    type,
    source: 'api',
    fields: '{}',
    revision: 1,
    updatedAt: 0,
  });
  const rows = [...Array.from({ length: types }, (_, at) => entry(`own.t${at}`)), entry(NAMES_ENTRY)];
  const catalogue = {
    stored: () => undefined,
    storedOf: () => rows,
    reload: async () => undefined,
    find: (type: string) => ({ type }),
  };
  const store = {
    write: async (changes: readonly { type: string }[]) => (written.push(changes[0]!.type), changes),
  };
  const commands = new EventTypeCommands(
    catalogue as unknown as EventCatalogue,
    store as unknown as EventTypeStore,
  );
  return { commands, written };
}

describe('The entries of the API', () => {
  it('are up to 500 types, beside the names of values', async () => {
    const { commands, written } = commandsWith(499);
    await commands.put('invoice.paid', { headline: 'Paid' }, null);
    expect(written).toEqual(['invoice.paid']);
  });

  it('are no more than that', async () => {
    const { commands, written } = commandsWith(500);
    await expect(commands.put('invoice.paid', { headline: 'Paid' }, null)).rejects.toThrow(
      'There are 500 entries',
    );
    expect(written).toEqual([]);
  });
});
