/** What the promise resolves with, or `otherwise` where that takes longer than `ms`. */
export async function within<T, O>(promise: Promise<T>, ms: number, otherwise: O): Promise<T | O> {
  const { promise: overdue, resolve } = Promise.withResolvers<O>();
  const timer = setTimeout(resolve, ms, otherwise);
  try {
    return await Promise.race([promise, overdue]);
  } finally {
    clearTimeout(timer);
  }
}
