import type { DeliveryFilter, DeliveryState, Repair } from '../api/types.ts';
import { moment } from '../parts/format.ts';
import { STATE_WORDS } from '../parts/state-words.ts';

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** Selectable states. */
const STATES: readonly string[] = ['', 'failed', 'pending,sending', 'delivered', 'cancelled'];

const listOf = (text: string | undefined): readonly string[] =>
  (text ?? '').split(',').filter((one) => one !== '');

/** Tells whether both lists have the same entries in any order. */
const same = (a: string, b: string): boolean => listOf(a).toSorted().join() === listOf(b).toSorted().join();

/** Returns the selectable states and the selected one; an unusual value from the address is listed too. */
export function stateOptions(state = ''): { readonly options: readonly Option[]; readonly value: string } {
  const known = STATES.find((one) => same(one, state));
  const values = known === undefined ? [...STATES, state] : STATES;
  return { options: values.map((value) => ({ value, label: stateWords(value) })), value: known ?? state };
}

function stateWords(state: string): string {
  const words = listOf(state).map((one) => STATE_WORDS[one as DeliveryState]?.[1] ?? one);
  if (words.length === 0) return 'All states';
  return words.map((word, index) => (index === 0 ? word : word.toLowerCase())).join(' or ');
}

/** Returns the selectable endpoints; several ones, or a deleted one, come from the address only. */
export function endpointOptions(known: readonly Option[], endpoint: string | undefined): readonly Option[] {
  if (endpoint === undefined || known.some(({ value }) => value === endpoint)) return known;
  const several = listOf(endpoint).length;
  return [...known, { value: endpoint, label: several > 1 ? `${several} endpoints` : endpoint }];
}

export interface Part {
  readonly name: keyof DeliveryFilter;
  readonly words: string;
}

/** Lists the parts of a filter that have no field of their own. */
export function partsWithoutField({
  event_id: eventId,
  grouped_in: digest,
  incident,
  to,
  overdue,
}: DeliveryFilter): readonly Part[] {
  return [
    ...(overdue === undefined ? [] : [{ name: 'overdue', words: 'Overdue only' } as const]),
    ...(eventId === undefined ? [] : [{ name: 'event_id', words: `Event ID: ${eventId}` } as const]),
    ...(digest === undefined ? [] : [{ name: 'grouped_in', words: `Digest: ${digest}` } as const]),
    ...(incident === undefined ? [] : [{ name: 'incident', words: `Incident: ${incident}` } as const]),
    ...(to === undefined ? [] : [{ name: 'to', words: `Until ${moment(to)}` } as const]),
  ];
}

const OPEN = new Set(['pending', 'sending']);

/**
 * Returns the actions for deliveries of these states: pending ones are retried or cancelled, finished ones are
 * redelivered.
 */
export function repairsOf({ state = '', overdue }: DeliveryFilter): readonly Repair[] {
  // Operations of the gateway have no filter for overdue deliveries.
  if (overdue !== undefined) return [];
  const states = listOf(state);
  if (states.length === 0 || !states.every((one) => OPEN.has(one))) return ['redeliver'];
  return states.includes('pending') ? ['retry', 'cancel'] : ['cancel'];
}

/**
 * Returns the states an operation applies to. Without a selected state, only failed deliveries are redelivered:
 * delivered ones need no second copy.
 */
export function statesToRepair(action: Repair, state: string | undefined): string {
  if (action === 'retry') return 'pending';
  if (action === 'cancel') return state === 'sending' ? state : 'pending';
  const settled = listOf(state).filter((one) => !OPEN.has(one));
  return settled.length > 0 ? settled.join(',') : 'failed';
}
