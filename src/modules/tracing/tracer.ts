import type { Tracer } from '@opentelemetry/api';

let tracer: Tracer | null = null;

/** What makes spans; null while nobody has asked for traces, and then nothing is made at all. */
export function activeTracer(): Tracer | null {
  return tracer;
}

/** Set once, at the start, before anything is accepted. */
export function useTracer(made: Tracer | null): void {
  tracer = made;
}
