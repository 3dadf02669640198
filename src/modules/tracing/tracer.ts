import type { Tracer } from '@opentelemetry/api';

let tracer: Tracer | null = null;

/** Returns the tracer that makes spans; null while tracing is off. */
export function activeTracer(): Tracer | null {
  return tracer;
}

/** Sets the tracer, once, before the gateway accepts events. */
export function useTracer(made: Tracer | null): void {
  tracer = made;
}
