import { parseList } from './parse-list.js';
import type { Malformed } from './malformed.js';

const EXPORTERS = ['otlp', 'zipkin', 'console', 'none'] as const;

export type TraceExporter = (typeof EXPORTERS)[number];

/** The names OpenTelemetry gives to ways out for traces. */
export function parseTraceExporters(text: string): readonly TraceExporter[] | Malformed {
  return parseList<TraceExporter>(text, 'exporter', EXPORTERS.join(', '), (entry) => {
    const value = EXPORTERS.find((name) => name === entry);
    return value === undefined ? { problem: 'is not one of the known words' } : { value };
  });
}
