import { GatewayError } from '../model/gateway-error.js';

/** How long who asks waits for a look, ms. A store that hangs, as one behind a network that swallows everything, gives no answer. */
export const LOOK_MS = 2_000;

/**
 * One look for all who ask at the same time. It goes on when they no longer wait for it: a store that does not answer one
 * look is not asked another beside it.
 *
 * @throws GatewayError `store_unavailable` for whoever has waited {@link LOOK_MS}; and what `look` throws
 */
export function shared<T>(look: () => Promise<T>): () => Promise<T> {
  let underWay: Promise<T> | null = null;
  return () => inTime((underWay ??= look().finally(() => (underWay = null))));
}

async function inTime<T>(look: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const message = `The store has not answered within ${LOOK_MS} ms.`;
    timer = setTimeout(() => reject(new GatewayError('store_unavailable', message)), LOOK_MS);
  });
  try {
    return await Promise.race([look, late]);
  } finally {
    clearTimeout(timer);
  }
}
