import { CliError, misuse } from './cli-error.js';
import { parseJson } from '../modules/model/exact-json.js';
import { clean } from './text/clean.js';

const CHECK_URL = 'check --url or GATEWAY_URL';
const NAME_KEY = 'Name a key by GATEWAY_KEY, GATEWAY_KEY_FILE or --key.';
const WRONG_KEY = 'The gateway does not know the key.';

/** JSON of the API. */
export type Json = Record<string, any>; // oxlint-disable-line typescript/no-explicit-any

/** A gateway and the key that opens it. */
export interface Access {
  /** With a base path where there is one, without a slash at its end. */
  readonly url: string;
  readonly key: string | null;
}

/** Parts of a request beside method and path. */
export interface Parts {
  /** JSON, or a text that is sent as it is. */
  readonly body?: object | string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Answer of a gateway, whatever its status. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}

/** Body of a stream of Server-Sent Events. */
export type Stream = NonNullable<Response['body']>;

/** The error of a gateway that refuses a stream for good. */
export class Refused extends CliError {}

/** Calls the API of one gateway. Redirects are refused, so that the key stays with the server it is for. */
export class Api {
  readonly #access: Access;

  constructor(access: Access) {
    this.#access = access;
  }

  get url(): string {
    return this.#access.url;
  }

  /** Calls a route and returns its answer. @throws CliError where there is none, or where it says that the call failed */
  async call(method: string, path: string, parts: Parts = {}): Promise<Json> {
    const answer = await this.ask(method, path, parts);
    if (answer.status < 300) return answer.body;
    throw this.refusal(answer);
  }

  /** Calls a route and returns its answer, whatever its status. @throws CliError where no gateway answers */
  async ask(method: string, path: string, parts: Parts = {}): Promise<Answer> {
    const response = await this.open(method, path, parts);
    const text = await response.text().catch((error: unknown) => {
      throw this.#unreachable(error);
    });
    const body = parsed(text);
    if (response.status < 300 && !('success' in body)) throw this.#stranger();
    return { status: response.status, headers: response.headers, body };
  }

  /** Opens a stream of Server-Sent Events. @throws CliError where no gateway answers, or where it refuses the call */
  async stream(path: string, parts: Parts): Promise<Stream> {
    const headers = { accept: 'text/event-stream', ...parts.headers };
    const response = await this.open('GET', path, { ...parts, headers });
    const { status } = response;
    const type = response.headers.get('content-type') ?? '';
    if (status === 200 && type.startsWith('text/event-stream') && response.body) return response.body;
    if (status < 300) {
      await response.body?.cancel();
      throw this.#stranger();
    }
    const body = parsed(await response.text().catch(() => ''));
    const refusal = this.refusal({ status, body });
    throw isTransient(status) ? refusal : new Refused(refusal.message);
  }

  /** Makes the error of an answer that is none of success. */
  refusal({ status, body }: Omit<Answer, 'headers'>): CliError {
    if (!('success' in body))
      return new CliError(
        `${this.url} answers HTTP ${status}, and not as a gateway does: ${CHECK_URL}, and the proxy before the gateway.`,
      );
    const faults = Array.isArray(body['errors']) ? (body['errors'] as Json[]) : [];
    const message = clean(String(body['message'] ?? `HTTP ${status}`));
    const details = faults
      .map((fault) => `  ${clean(String(fault['field']))}: ${clean(String(fault['message']))}`)
      .filter((line) => !line.endsWith(`: ${message}`));
    const advice = status === 401 ? [this.#access.key === null ? NAME_KEY : WRONG_KEY] : [];
    return new CliError([`${message} (HTTP ${status})`, ...details, ...advice].join('\n'));
  }

  /** Opens an answer without reading its body. @throws CliError where no answer comes */
  async open(
    method: string,
    path: string,
    { body, query = {}, headers = {}, signal }: Parts = {},
  ): Promise<Response> {
    const url = new URL(`${this.#access.url}${path}`);
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) url.searchParams.set(name, value);
    const { key } = this.#access;
    try {
      const response = await fetch(url, {
        method,
        redirect: 'manual',
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(key === null ? {} : { authorization: `Bearer ${key}` }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        ...(signal ? { signal } : {}),
      });
      if (response.status >= 300 && response.status < 400)
        throw new CliError(
          `${this.#access.url} redirects to ${clean(response.headers.get('location') ?? '?')}: name that address by --url.`,
        );
      return response;
    } catch (error) {
      if (error instanceof CliError || signal?.aborted === true) throw error;
      throw this.#unreachable(error);
    }
  }

  #stranger(): CliError {
    return new CliError(
      `${this.url} answers, and is no gateway: ${CHECK_URL}, with the base path of the gateway.`,
    );
  }

  #unreachable(error: unknown): CliError {
    const { cause, message } = error as Error;
    const { code } = (cause ?? {}) as NodeJS.ErrnoException;
    const why = code ?? (cause instanceof Error ? cause.message : message);
    const advice = 'Start one with `gateway start`, or name another by --url or GATEWAY_URL.';
    return new CliError(`No gateway answers at ${this.#access.url} (${why}). ${advice}`, undefined, {
      cause: error,
    });
  }
}

/** Tells whether the same call may succeed later. */
export function isTransient(status: number): boolean {
  return status === 429 || status >= 500;
}

/** Reads the address of a gateway. @throws CliError */
export function readUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol))
    throw misuse(`--url is the address of a gateway, such as https://hooks.example.com/gateway.`);
  if (url.username !== '' || url.password !== '')
    throw misuse('--url holds no credentials: name the key by GATEWAY_KEY or GATEWAY_KEY_FILE.');
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

function parsed(text: string): Json {
  try {
    const value = parseJson(text);
    return typeof value === 'object' && value !== null ? (value as Json) : {};
  } catch {
    return {};
  }
}
