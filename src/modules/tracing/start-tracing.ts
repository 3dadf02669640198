import { diag, DiagLogLevel, trace } from '@opentelemetry/api';
import { ExporterDiary } from './exporter-diary.js';
import { useTracer } from './tracer.js';

/** Without the process's command line and owner, which nobody asked to be told elsewhere. */
const DETECTORS = 'env,host,os,serviceinstance';
const SERVICE_NAME = 'webhook-gateway';

/** What spans that still wait get at the end to leave, ms. */
const FLUSH_MS = 3_000;

let flush: (() => Promise<void>) | null = null;

/**
 * Starts the OpenTelemetry SDK, which is loaded here and nowhere else. It configures itself by `OTEL_…` variables of
 * the process, so those of a `.env` file are put there.
 */
export async function startTracing(variables: Readonly<Record<string, string>>): Promise<void> {
  Object.assign(process.env, variables);
  process.env['OTEL_NODE_RESOURCE_DETECTORS'] ||= DETECTORS;
  const { NodeSDK } = await import('@opentelemetry/sdk-node');
  const sdk = new NodeSDK({
    // Figures are read at /metrics, and the log is standard output.
    metricReaders: [],
    logRecordProcessors: [],
    ...(!isNamed() && { serviceName: SERVICE_NAME }),
  });
  diag.setLogger(new ExporterDiary(), { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  sdk.start();
  useTracer(trace.getTracer(SERVICE_NAME));
  flush = () => sdk.shutdown();
}

function isNamed(): boolean {
  const { OTEL_SERVICE_NAME = '', OTEL_RESOURCE_ATTRIBUTES = '' } = process.env;
  return OTEL_SERVICE_NAME !== '' || /(^|,)\s*service\.name=/.test(OTEL_RESOURCE_ATTRIBUTES);
}

/** Sends what waits, as far as that goes within the time. Never rejects: a collector that is away stops nobody. */
export async function stopTracing(withinMs = FLUSH_MS): Promise<void> {
  if (!flush) return;
  const deadline = Promise.withResolvers<void>();
  const timer = setTimeout(deadline.resolve, withinMs);
  await Promise.race([flush().catch(() => undefined), deadline.promise]);
  clearTimeout(timer);
  flush = null;
}
