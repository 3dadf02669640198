import createClient from 'openapi-fetch';
import { BASE_PATH } from '../base-path.ts';
import { parseJson } from './exact-json.ts';
import type { paths } from './schema.d.ts';
import type { FieldFault } from './types.ts';

/** A refusal by the gateway, or a failure to reach it. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    /** HTTP status; 0 without an answer. */
    readonly status: number,
    readonly code: string,
    message: string,
    /** Faults by field, under the names of the API. */
    readonly fields: readonly FieldFault[] = [],
  ) {
    super(message);
  }
}

/** Tells whether a repeated request may succeed; a refusal stays one. */
export function isTransient(error: Error): boolean {
  const status = error instanceof ApiError ? error.status : 0;
  return status === 0 || status >= 500 || status === 429;
}

/** Tells whether what was asked for does not exist, or no longer. */
export function isNotFound(error: Error | null): boolean {
  return error instanceof ApiError && error.status === 404;
}

let csrfToken: string | null = null;

/** Keeps the token that changes carry while a person is signed in by cookie. */
export function rememberCsrfToken(token: string | null): void {
  csrfToken = token;
}

/** Calls the gateway's API, typed by its description. */
export const http = createClient<paths>({
  baseUrl: BASE_PATH,
  credentials: 'same-origin',
  fetch: reach,
  querySerializer: queryText,
});
http.use({
  onRequest({ request }) {
    if (request.method !== 'GET' && csrfToken !== null) request.headers.set('x-csrf-token', csrfToken);
    return request;
  },
});

interface Answered<Data> {
  readonly data?: Data;
  readonly error?: unknown;
  readonly response: Response;
}

/** Returns the data of a call; rejects with an {@link ApiError}. */
export async function answered<Data>(call: Promise<Answered<Data>>): Promise<Data> {
  const { data, error, response } = await call;
  if (data !== undefined) return data;
  const refusal = (typeof error === 'object' ? error : null) as Refusal | null;
  throw new ApiError(
    response.status,
    refusal?.code ?? 'error',
    refusal?.message ?? `The gateway answered ${response.status} without a reason.`,
    refusal?.errors ?? [],
  );
}

interface Refusal {
  readonly code?: string;
  readonly message?: string;
  readonly errors?: readonly FieldFault[];
}

async function reach(request: Request): Promise<Response> {
  try {
    return await withExactNumbers(await fetch(request));
  } catch {
    // Only GET requests are repeated; changes are sent once.
    const next = request.method === 'GET' ? '; this page tries again.' : ', then try again.';
    throw new ApiError(0, 'unreachable', `The gateway does not answer. Check that it runs${next}`);
  }
}

/** Returns the same answer with JSON that keeps the digits of numbers. */
async function withExactNumbers(response: Response): Promise<Response> {
  if (response.headers.get('content-type')?.startsWith('application/json') !== true) return response;
  const text = await response.text();
  const { status, statusText, headers } = response;
  const answer = new Response(text, { status, statusText, headers });
  // Without a length, the client would parse the JSON of the answer itself.
  answer.headers.set('content-length', String(Math.max(1, text.length)));
  return Object.defineProperty(answer, 'json', { value: async () => parseJson(text) });
}

function queryText(query: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  return new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString();
}
