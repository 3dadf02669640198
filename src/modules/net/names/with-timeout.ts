/** Resolves like the promise, or with `otherwise` after `ms`. */
export async function withTimeout<T, O>(promise: Promise<T>, ms: number, otherwise: O): Promise<T | O> {
  const { promise: overdue, resolve } = Promise.withResolvers<O>();
  const timer = setTimeout(resolve, ms, otherwise);
  try {
    return await Promise.race([promise, overdue]);
  } finally {
    clearTimeout(timer);
  }
}
