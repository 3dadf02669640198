/** Paths tell endpoints apart and stay; passwords and what a query says may be secrets. */
export function maskGeneric(url: URL): string {
  const masked = new URL(url);
  if (masked.username || masked.password) {
    masked.username = '***';
    masked.password = '';
  }
  masked.search = '';
  masked.hash = '';
  const query = [...url.searchParams].map(maskParameter).join('&');
  return masked.href + (query && `?${query}`);
}

/** A parameter without a value (`?token`) may be the secret itself. */
function maskParameter([name, value]: readonly [string, string]): string {
  return value ? `${encodeURIComponent(name)}=***` : '***';
}
