/** Takes items from the front as long as they fit together; the first one always does. `maxBytes`: of all, one separator each included. */
export function fitting<T>(
  items: readonly T[],
  bytesOf: (item: T) => number,
  maxBytes: number,
): { readonly taken: readonly T[]; readonly left: readonly T[] } {
  let bytes = 0;
  const end = items.findIndex((item, at) => {
    bytes += bytesOf(item) + 1;
    return at > 0 && bytes > maxBytes;
  });
  return end === -1 ? { taken: items, left: [] } : { taken: items.slice(0, end), left: items.slice(end) };
}
