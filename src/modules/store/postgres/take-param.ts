/** Takes a parameter out of the URL; returns null where the URL has no such parameter. */
export function takeParam(url: URL, name: string): string | null {
  const value = url.searchParams.get(name);
  url.searchParams.delete(name);
  return value;
}
