import { diag, DiagLogLevel, trace } from '@opentelemetry/api';
import { loadSdk } from './load-sdk.js';
import { TracingLogger } from './tracing-logger.js';
import { useTracer } from './tracer.js';

/** Resource detectors in use. That of the process is left out: command line and owner stay on this machine. */
const DETECTORS = 'env,host,os,serviceinstance';
const SERVICE_NAME = 'webhook-gateway';

/** Time for the last spans to be sent at the end, ms. */
const FLUSH_MS = 3_000;

let flush: (() => Promise<void>) | null = null;

/**
 * Starts the OpenTelemetry SDK, which is loaded here only. It configures itself by `OTEL_…` variables of the process,
 * so those of a `.env` file are copied there.
 * @returns false where the SDK, an optional package, is not installed
 */
export async function startTracing(variables: Readonly<Record<string, string>>): Promise<boolean> {
  Object.assign(process.env, variables);
  process.env['OTEL_NODE_RESOURCE_DETECTORS'] ||= DETECTORS;
  const loaded = await loadSdk();
  if (loaded === null) return false;
  const sdk = new loaded.NodeSDK({
    // The SDK exports traces only: metrics are served at /metrics, and logs go to standard output.
    metricReaders: [],
    logRecordProcessors: [],
    ...(!isNamed() && { serviceName: SERVICE_NAME }),
  });
  diag.setLogger(new TracingLogger(), { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  sdk.start();
  useTracer(trace.getTracer(SERVICE_NAME));
  flush = () => sdk.shutdown();
  return true;
}

function isNamed(): boolean {
  const { OTEL_SERVICE_NAME = '', OTEL_RESOURCE_ATTRIBUTES = '' } = process.env;
  return OTEL_SERVICE_NAME !== '' || /(^|,)\s*service\.name=/.test(OTEL_RESOURCE_ATTRIBUTES);
}

/** Sends the remaining spans within the time. Never rejects, so an unreachable collector does not hold up the stop. */
export async function stopTracing(withinMs = FLUSH_MS): Promise<void> {
  if (!flush) return;
  const deadline = Promise.withResolvers<void>();
  const timer = setTimeout(deadline.resolve, withinMs);
  await Promise.race([flush().catch(() => undefined), deadline.promise]);
  clearTimeout(timer);
  flush = null;
}
