import { GatewayError } from '../model/gateway-error.js';

/** Time that a caller waits for the result, ms: a store behind a network that drops everything never answers. */
export const TIMEOUT_MS = 2_000;

/**
 * Shares one call of `read` among all callers that ask while it is under way. The call goes on after its callers timed
 * out: a store that does not answer is not asked a second time beside it.
 *
 * @throws GatewayError `store_unavailable` after {@link TIMEOUT_MS}, and whatever `read` throws
 */
export function singleFlight<T>(read: () => Promise<T>): () => Promise<T> {
  let underWay: Promise<T> | null = null;
  return () => inTime((underWay ??= read().finally(() => (underWay = null))));
}

async function inTime<T>(result: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const message = `The store has not answered within ${TIMEOUT_MS} ms.`;
    timer = setTimeout(() => reject(new GatewayError('store_unavailable', message)), TIMEOUT_MS);
  });
  try {
    return await Promise.race([result, late]);
  } finally {
    clearTimeout(timer);
  }
}
