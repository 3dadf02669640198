import { ENDPOINT_FIELDS } from '../api/endpoint-fields.ts';

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const { maximum: LONGEST_MS } = ENDPOINT_FIELDS.ttl_ms;
const { maxItems: MOST } = ENDPOINT_FIELDS.retry_schedule_ms;

/** Reads a span of time as the gateway's settings write it (`30s`, `1.5h`, `10 min`), in whole ms; null where the text is none. */
export function spanOf(text: string): number | null {
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?)\s*(ms|s|m|min|h|d)$/i.exec(text.trim()) ?? [];
  if (digits === undefined) return null;
  const ms = Math.round(Number(digits) * UNITS[unit.toLowerCase().replace('min', 'm')]!);
  return ms >= 1 && ms <= LONGEST_MS ? ms : null;
}

/** Writes a span of whole ms in its largest unit without loss: `90s`, `2h`. */
export function spanText(ms: number): string {
  const [unit, size] = Object.entries(UNITS).findLast(([, one]) => ms % one === 0) ?? ['ms', 1];
  return `${ms / size}${unit}`;
}

/** Reads spans separated by commas or spaces, in ms; null where one of them is none. */
export function spansOf(text: string): readonly number[] | null {
  const spans = text
    .replaceAll(/(\d)\s+(?=(?:ms|s|m|min|h|d)\b)/gi, '$1')
    .split(/[\s,;]+/)
    .filter((one) => one !== '')
    .map(spanOf);
  return spans.every((one) => one !== null) ? spans : null;
}

export function spansText(spans: readonly number[]): string {
  return spans.map(spanText).join(', ');
}

/** Says why a text is no span; null where it is one, or empty. */
export function spanFault(text: string): string | null {
  if (text.trim() === '' || spanOf(text) !== null) return null;
  return 'Give a time with its unit, from 1ms to 30d, e.g. 30s, 10m, 24h.';
}

/** Says why a text is no schedule of waits; null where it is one, or empty. */
export function spansFault(text: string): string | null {
  const spans = spansOf(text);
  if (spans === null) return 'Give the waits with their units, each from 1ms to 30d, e.g. 5s, 1m, 30m, 2h.';
  return spans.length > MOST ? `At most ${MOST} waits.` : null;
}
