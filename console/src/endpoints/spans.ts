const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const LONGEST_MS = 30 * 86_400_000;
const MOST = 100;

/** A span of time as the gateway's settings write it (`30s`, `1.5h`, `10 min`), in whole ms; null where the text is none. */
export function spanOf(text: string): number | null {
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?)\s*(ms|s|m|min|h|d)$/i.exec(text.trim()) ?? [];
  if (digits === undefined) return null;
  const ms = Math.round(Number(digits) * UNITS[unit.toLowerCase().replace('min', 'm')]!);
  return ms >= 1 && ms <= LONGEST_MS ? ms : null;
}

/** The shortest way to write a span of whole ms that loses nothing: `90s`, `2h`. */
export function spanText(ms: number): string {
  const [unit, size] = Object.entries(UNITS).findLast(([, one]) => ms % one === 0) ?? ['ms', 1];
  return `${ms / size}${unit}`;
}

/** Spans separated by commas or spaces, in ms; null where one of them is none. */
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

/** Why a text is no span; null where it is one, or empty. */
export function spanFault(text: string): string | null {
  if (text.trim() === '' || spanOf(text) !== null) return null;
  return 'Give a time with its unit, from 1ms to 30d, e.g. 30s, 10m, 24h.';
}

/** Why a text is no schedule of waits; null where it is one, or empty. */
export function spansFault(text: string): string | null {
  const spans = spansOf(text);
  if (spans === null) return 'Give the waits with their units, each from 1ms to 30d, e.g. 5s, 1m, 30m, 2h.';
  return spans.length > MOST ? `At most ${MOST} waits.` : null;
}
