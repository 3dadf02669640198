import type { Adapter, Endpoint, Role } from '../api/types.ts';
import { matchesWords, type Item, type Verb } from './palette-item.ts';

const SHOWN = 8;

interface Action {
  readonly verb: Verb;
  /** Sentence with the endpoint's name in place of `%`. */
  readonly label: string;
  /** Other words by which people look for the action. */
  readonly also: string;
  readonly fits: (endpoint: Endpoint, isSigned: (endpoint: Endpoint) => boolean) => boolean;
  /** Role that the action needs; absent: operator. */
  readonly needs?: Role;
}

const isOn = ({ state }: Endpoint): boolean => state === 'enabled';

const ACTIONS: readonly Action[] = [
  { verb: 'pause', label: 'Pause %', also: 'stop hold', fits: isOn },
  { verb: 'resume', label: 'Resume %', also: 'start continue', fits: ({ state }) => state === 'paused' },
  { verb: 'probe', label: 'Probe % now', also: 'circuit close', fits: ({ breaker }) => breaker !== 'closed' },
  { verb: 'retry', label: 'Redeliver failed deliveries of %…', also: 'retry repair', fits: () => true },
  { verb: 'replay', label: 'Replay events to %…', also: 'again history', fits: () => true },
  { verb: 'test', label: 'Send a test to %…', also: 'ping', fits: ({ state }) => state !== 'disabled' },
  { verb: 'mute', label: 'Mute %…', also: 'silence quiet', fits: isOn },
  { verb: 'disable', label: 'Disable %…', also: 'off', fits: ({ state }) => state !== 'disabled' },
  { verb: 'enable', label: 'Enable %', also: 'on', fits: ({ state }) => state === 'disabled' },
  {
    verb: 'rotate',
    label: 'Rotate the signing secret of %…',
    also: 'key',
    fits: (endpoint, isSigned) => !endpoint.read_only && isSigned(endpoint),
    needs: 'admin',
  },
  {
    verb: 'delete',
    label: 'Delete %…',
    also: 'remove',
    fits: ({ read_only: fixed }) => !fixed,
    needs: 'admin',
  },
];

/** Actions on endpoints that fit what is written: a verb, a name, or both in any order. */
export function endpointItems(
  endpoints: readonly Endpoint[],
  adapters: readonly Adapter[],
  written: string,
): readonly Item[] {
  const signed = new Set(adapters.filter((adapter) => adapter.signed).map(({ type }) => type));
  const isSigned = ({ adapter }: Endpoint): boolean => signed.has(adapter);
  const items = ACTIONS.flatMap((action) =>
    endpoints
      .filter((endpoint) => action.fits(endpoint, isSigned))
      .map(({ id, name, webhook_id: webhook }): Item => {
        const label = action.label.replace('%', () => name);
        return {
          key: `${action.verb} ${id}`,
          group: 'Actions',
          label,
          words: `${label} ${action.also} ${webhook}`,
          deed: { kind: 'endpoint', verb: action.verb, endpointId: id },
          needs: action.needs ?? 'operator',
        };
      }),
  );
  return items.filter(({ words = '' }) => matchesWords(words, written)).slice(0, SHOWN);
}
