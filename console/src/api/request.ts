import createClient from 'openapi-fetch';
import { BASE_PATH } from '../base-path.ts';
import { parseJson } from './exact-json.ts';
import type { paths } from './schema.d.ts';

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

/** Whether the same question may be answered another time: a refusal stays one however often it is asked. */
export function mayPass(error: Error): boolean {
  const status = error instanceof ApiError ? error.status : 0;
  return status === 0 || status >= 500 || status === 429;
}

let csrfToken: string | null = null;

/** The token that goes with every change while somebody is signed in by cookie. */
export function rememberCsrfToken(token: string | null): void {
  csrfToken = token;
}

/** The gateway's API, as it describes itself. */
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

/** What a call answers; rejects with an {@link ApiError}. */
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
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}

async function reach(request: Request): Promise<Response> {
  try {
    return await withExactNumbers(await fetch(request));
  } catch {
    // Only what is asked for is asked for again; whoever changes something does so once.
    const next = request.method === 'GET' ? '; this page tries again.' : ', then try again.';
    throw new ApiError(0, 'unreachable', `The gateway does not answer. Check that it runs${next}`);
  }
}

/** The same answer, whose JSON is read so that numbers keep their digits. */
async function withExactNumbers(response: Response): Promise<Response> {
  if (response.headers.get('content-type')?.startsWith('application/json') !== true) return response;
  const text = await response.text();
  const { status, statusText, headers } = response;
  const answer = new Response(text, { status, statusText, headers });
  // Where the client sees a length, it asks the answer itself for its JSON.
  answer.headers.set('content-length', String(Math.max(1, text.length)));
  return Object.defineProperty(answer, 'json', { value: async () => parseJson(text) });
}

function queryText(query: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  return new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString();
}
