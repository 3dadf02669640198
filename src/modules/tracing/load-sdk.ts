export const SDK = '@opentelemetry/sdk-node';

type Sdk = Pick<typeof import('@opentelemetry/sdk-node'), 'NodeSDK'>;

/**
 * Loads the OpenTelemetry SDK, an optional package.
 * @returns null where it is not installed
 * @throws what the SDK throws while it is loaded, and errors of a broken installation
 */
export async function loadSdk(
  load: () => Promise<Sdk> = () => import('@opentelemetry/sdk-node'),
): Promise<Sdk | null> {
  try {
    return await load();
  } catch (error) {
    if (isMissing(error as NodeJS.ErrnoException)) return null;
    throw error;
  }
}

/** Tells a missing SDK from an SDK of which a part is missing. */
function isMissing({ code, message }: NodeJS.ErrnoException): boolean {
  return code === 'ERR_MODULE_NOT_FOUND' && message.includes(`'${SDK}'`);
}

/** Says in one sentence what to install. `range` is the range of versions that the gateway works with. */
export function missingSdkText(range: string): string {
  return `OTEL_ variables turn tracing on, but ${SDK} is not installed: no traces are sent until "npm install ${SDK}@${range}" installs it beside the gateway.`;
}
