/** Headers of a request as Node, Express and Fastify (a plain object) or the fetch API (`Headers`) hold them. */
export type HeaderBag =
  Readonly<Record<string, string | readonly string[] | undefined>> | { get(name: string): string | null };

/**
 * Returns a function that looks a header up in any case; null when it is missing. Of a repeated header the first
 * counts.
 */
export function headerReader(headers: HeaderBag): (name: string) => string | null {
  if (typeof headers.get === 'function') {
    const { get } = headers as { get(name: string): string | null };
    return (name) => get.call(headers, name);
  }
  const known = new Map<string, string>();
  for (const [name, value] of Object.entries(
    headers as Record<string, string | readonly string[] | undefined>,
  )) {
    const first = typeof value === 'string' ? value : value?.[0];
    if (first !== undefined) known.set(name.toLowerCase(), first);
  }
  return (name) => known.get(name.toLowerCase()) ?? null;
}
