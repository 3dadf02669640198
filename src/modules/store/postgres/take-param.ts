/** Takes a parameter out of the URL; null where it has none of that name. */
export function takeParam(url: URL, name: string): string | null {
  const value = url.searchParams.get(name);
  url.searchParams.delete(name);
  return value;
}
