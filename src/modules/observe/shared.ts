/** One look for all who ask at the same time. */
export function shared<T>(look: () => Promise<T>): () => Promise<T> {
  let underWay: Promise<T> | null = null;
  return () => (underWay ??= look().finally(() => (underWay = null)));
}
