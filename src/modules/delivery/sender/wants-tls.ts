/** True when the answer to a request over `http://` shows that its port speaks TLS. */
export function wantsTls(url: string, status: number, body: string): boolean {
  if (!/^http:/i.test(url) || status !== 400) return false;
  return /plain HTTP request was sent to HTTPS port|HTTP request to an HTTPS server|plain HTTP to an SSL-enabled|requires TLS/i.test(
    body.slice(0, 4_096),
  );
}

/** The explanation of an answer for which {@link wantsTls} holds. */
export const USE_HTTPS = 'This port speaks TLS, not HTTP: use https://';
