interface RawError {
  readonly message: string;
  readonly code?: string | undefined;
  /** HTTP status shown beside it; 0 or null without a response. */
  readonly status: number | null;
  /** Sentence shown above it, if any. */
  readonly summary?: string | undefined;
}

/** Returns the part of an error's raw message and code that is not shown beside it already. */
export function rawOf({ message, code = '', status, summary = '' }: RawError): string {
  const known =
    status === null || status === 0 ? [] : [`HTTP ${status} response`, `HTTP_${status}`, `HTTP ${status}`];
  const text = known.some((one) => same(one, message)) || same(message, summary) ? '' : message;
  const name =
    known.some((one) => same(one, code)) || text.includes(code) || summary.includes(code) ? '' : code;
  if (text === '') return name;
  return name === '' ? text : `${text} (${name})`;
}

const same = (a: string, b: string): boolean =>
  a.replace(/[.\s]+$/, '').toLowerCase() === b.replace(/[.\s]+$/, '').toLowerCase();
