/** The bad ports of the Fetch standard: services there may take an HTTP request for a command of their own. */
const BLOCKED: ReadonlySet<number> = new Set([
  0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104,
  109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515,
  526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049,
  3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
]);

/** The ports of mail servers, which only connections that speak SMTP may use: with HTTP, they are blocked. */
const MAIL: ReadonlySet<number> = new Set([25, 465, 587, 2525]);

/**
 * Refuses a port with a sentence; null when it is allowed. An empty text means the default port of the scheme.
 *
 * @param protocol scheme with its colon
 */
export function portRefusal(port: string | number, protocol = 'http:'): string | null {
  if (port === '') return null;
  const number = Number(port);
  if (/^smtps?:$/.test(protocol)) {
    return MAIL.has(number)
      ? null
      : `Port ${port} is none of a mail server (${[...MAIL].join(', ')}); only the file of WEBHOOK_CONFIG may name it.`;
  }
  if (!BLOCKED.has(number)) return null;
  return `Port ${port} belongs to another kind of service (the Fetch standard blocks it); only WEBHOOK_URLS or the file of WEBHOOK_CONFIG may name it.`;
}
