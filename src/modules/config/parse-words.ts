import { Malformed, type Parser } from './malformed.js';
import { EVENT_TYPE_MAX } from '../model/event.js';
import { isEventPattern } from '../model/event-pattern.js';
import { parseList, type Entry } from './parse-list.js';

/** Parser of one word of a fixed set, in any case. */
export function oneOf<T extends string>(...words: readonly T[]): Parser<T> {
  return (text) =>
    words.find((word) => word === text.toLowerCase()) ??
    new Malformed(['is not one of the known words'], words.join(', '));
}

/** Range of a whole number, both ends included. */
export interface IntegerRange {
  readonly min: number;
  readonly max: number;
  /** Unit in messages: `ms`, `days`. */
  readonly unit?: string;
}

/** Parser of a whole number in decimal digits; `10s`, `1e3`, `0x10`, `-1` and `1.5` are faults. */
export function integer({ min, max, unit }: IntegerRange): Parser<number> {
  const accepted = `a whole number from ${min} to ${max}${unit === undefined ? '' : ` (${unit})`}, digits only`;
  return (text) => {
    if (/^\d+\s+#/.test(text)) return new Malformed(['has a comment in its value'], accepted);
    if (!/^\d+$/.test(text)) return new Malformed(['is not a whole number'], accepted);
    const value = Number(text);
    if (value < min) return new Malformed(['is too small'], accepted);
    return value > max ? new Malformed(['is too large'], accepted) : value;
  };
}

const PRINTABLE = /^[^\p{Cc}\p{Cs}\u2028\u2029]+$/u;

/** Parser of one line of printable text, at most `max` characters. */
export function printable(max: number): Parser<string> {
  return (text) =>
    text.length <= max && PRINTABLE.test(text)
      ? text
      : new Malformed(['is too long or holds control characters'], `one line of at most ${max} characters`);
}

const BRAND_MAX = 40;

/** Reads a brand. Its letters, digits and hyphens stand in header names, so it has at least one letter or digit. */
export function parseBrand(text: string): string | Malformed {
  const usable = text.length <= BRAND_MAX && PRINTABLE.test(text) && /[A-Za-z0-9]/.test(text);
  return usable
    ? text
    : new Malformed(
        ['leaves nothing for a header name, is too long or holds control characters'],
        `one line of at most ${BRAND_MAX} characters with a letter A-Z, a-z or a digit among them`,
      );
}

const EVENTS_ACCEPTED =
  'event types such as job.completed (lower-case letters, digits and _, joined by dots, at most ' +
  `${EVENT_TYPE_MAX} characters), job.* for all below job, * for everything, separated by commas`;

/** Reads event patterns, in order, each once. */
export function parseEventPatterns(text: string): readonly string[] | Malformed {
  const patterns = parseList(text, 'entry', EVENTS_ACCEPTED, readPattern);
  if (patterns instanceof Malformed) return patterns;
  return patterns.length === 0 ? new Malformed(['names no event'], EVENTS_ACCEPTED) : [...new Set(patterns)];
}

function readPattern(entry: string): Entry<string> {
  if (isEventPattern(entry)) return { value: entry };
  if (entry.length > EVENT_TYPE_MAX) return { problem: 'is too long' };
  if (isEventPattern(entry.toLowerCase())) return { problem: `must be lower-case: ${entry.toLowerCase()}` };
  return { problem: 'is not an event type or pattern' };
}

const EXPORTERS = ['otlp', 'zipkin', 'console', 'none'] as const;

/** OpenTelemetry's name of an exporter of traces. */
export type TraceExporter = (typeof EXPORTERS)[number];

/** Reads the value of `OTEL_TRACES_EXPORTER`. */
export function parseTraceExporters(text: string): readonly TraceExporter[] | Malformed {
  return parseList<TraceExporter>(text, 'exporter', EXPORTERS.join(', '), (entry) => {
    const value = EXPORTERS.find((name) => name === entry);
    return value === undefined ? { problem: 'is not one of the known words' } : { value };
  });
}
