import { describe, expect, it } from '@jest/globals';
import { ADAPTERS } from '../../../adapters/registry.js';
import { SAMPLES } from '../../../adapters/samples.js';
import { DEFAULT_MESSAGE } from '../../model/message-options.js';
import { storedEventWarnings } from './sample-trial.js';

const EVENTS = SAMPLES.map(({ event }) => event);
/** Parts that an endpoint has beside its presentation, under names that a target of a message has too. */
const ENDPOINT = { conversation: 'live', options: null, headers: null, links: null, url: '', type: 'job.*' };

describe('A presentation that is tried on stored events', () => {
  it.each(ADAPTERS.map((adapter) => [adapter.type, adapter] as const))(
    'is all that is read of an endpoint of %s',
    async (_, adapter) => {
      const presentation = {
        ...ENDPOINT,
        message: { ...DEFAULT_MESSAGE, detail: 'full' as const },
        payload: 'gateway' as const,
      };
      expect(await storedEventWarnings(adapter, presentation, EVENTS)).toEqual([]);
    },
  );
});
