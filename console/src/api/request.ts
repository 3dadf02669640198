/** What the gateway refused, or why it could not be asked. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    /** HTTP status; 0 when no answer came. */
    readonly status: number,
    readonly code: string,
    message: string,
    /** Faults by field, in the names of the API. */
    readonly fields: readonly { readonly field: string; readonly message: string }[] = [],
  ) {
    super(message);
  }
}

type Query = Readonly<Record<string, string | number | undefined>>;

interface Asked {
  readonly query?: Query;
  readonly body?: unknown;
}

let csrfToken: string | null = null;

/** The token that goes with every change while somebody is signed in by cookie. */
export function rememberCsrfToken(token: string | null): void {
  csrfToken = token;
}

/** One call of the gateway's API; resolves with the answer's JSON, rejects with an {@link ApiError}. */
export async function request<T>(method: string, path: string, { query, body }: Asked = {}): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (method !== 'GET' && csrfToken !== null) headers['x-csrf-token'] = csrfToken;
  const init: RequestInit = { method, headers, credentials: 'same-origin' };
  if (body !== undefined) init.body = JSON.stringify(body);
  return read<T>(await send(`${path}${queryText(query)}`, init));
}

async function send(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init);
  } catch {
    throw new ApiError(
      0,
      'unreachable',
      'The gateway does not answer. Check that it runs; this page tries again.',
    );
  }
}

async function read<T>(response: Response): Promise<T> {
  const answer = (await response.json().catch(() => null)) as (T & Refusal) | null;
  if (response.ok && answer !== null) return answer;
  throw new ApiError(
    response.status,
    answer?.code ?? 'error',
    answer?.message ?? `The gateway answered ${response.status} without a reason.`,
    answer?.errors ?? [],
  );
}

interface Refusal {
  readonly code?: string;
  readonly message?: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}

function queryText(query: Query = {}): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const text = new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString();
  return text && `?${text}`;
}
