import type { Incident } from '../api/types.ts';
import { count, duration, isolated, visible } from '../parts/format.ts';
import type { Tone } from '../parts/tone.ts';

type Phase = Pick<Incident, 'phase' | 'redelivering' | 'failed_now' | 'acknowledged_at'>;

/** Names the state of an incident. */
export function phaseOf({ phase, redelivering, failed_now: failed }: Phase): readonly [Tone, string] {
  switch (phase) {
    case 'failing':
      return ['bad', 'Failing'];
    case 'disabled':
      return ['bad', 'Disabled'];
    case 'exhausted':
      return failed === 0 && redelivering > 0 ? ['warn', 'Being repaired'] : ['bad', 'Failed deliveries'];
    case 'closed':
      return ['good', 'Closed'];
  }
}

/** An incident is told as lasting for this time at least, ms: parts of a second mean nothing to anybody. */
const LEAST_MS = 1_000;

type Named = Pick<Incident, 'endpoint_name' | 'webhook_id' | 'phase' | 'opened_at' | 'closed_at'>;

/** Names the endpoint and what is wrong with it: `CRM has been failing for 4 min`. `now` is Unix ms. */
export function incidentTitle(incident: Named, now: number): string {
  const { endpoint_name: name, webhook_id: id, phase, opened_at: opened, closed_at: closed } = incident;
  const who = isolated(visible(name ?? id ?? 'A removed endpoint'));
  const span = duration(
    Math.max(LEAST_MS, (closed === null ? now : Date.parse(closed)) - Date.parse(opened)),
  );
  switch (phase) {
    case 'failing':
      return `${who} has been failing for ${span}`;
    case 'disabled':
      return `${who} is disabled`;
    case 'exhausted':
      return `${who}: deliveries failed`;
    case 'closed':
      return `${who}: closed after ${span}`;
  }
}

type Counts = Pick<Incident, 'failed' | 'failed_now' | 'redelivering' | 'repaired' | 'cancelled' | 'held'>;

/** Lists the deliveries of an incident: `48 on hold · 15 failed, 10 repaired, 2 retrying`. */
export function countsText({ failed, redelivering, repaired, cancelled, held }: Counts): string {
  const deliveries = [
    failed === 0 ? '' : `${count(failed)} failed`,
    repaired === 0 ? '' : `${count(repaired)} repaired`,
    redelivering === 0 ? '' : `${count(redelivering)} retrying`,
    cancelled === 0 ? '' : `${count(cancelled)} cancelled`,
  ].filter((part) => part !== '');
  return [held ? `${count(held)} on hold` : '', deliveries.join(', ')]
    .filter((part) => part !== '')
    .join(' · ');
}

/** The cause in one sentence, and the error where it says more. */
export function causeText({ cause: { summary, message, code } }: Pick<Incident, 'cause'>): string {
  if (summary !== null) return summary;
  // A sentence about TLS ends with the words of the library.
  const said = message.replace(/ \((?:TLS: [^)]*|[A-Z0-9_]+)\)$/, '');
  if (said !== message) return `${said}.`;
  return message.includes(code) || message === '' ? message || code : `${message} (${code})`;
}

const ENDS: Readonly<Record<NonNullable<Incident['closed_by']>, string>> = {
  recovered: 'the endpoint recovered',
  repaired: 'all failed deliveries were redelivered or cancelled',
  enabled: 'the endpoint was enabled again',
  expired: 'retention deleted the failed deliveries',
  removed: 'the endpoint was deleted',
};

/** Says why an incident is over. */
export function endText(by: Incident['closed_by']): string {
  return by === null ? '' : ENDS[by];
}
