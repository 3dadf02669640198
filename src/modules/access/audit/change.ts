/** What the audit log says of a request. */
export interface Change {
  readonly action: string;
  readonly target: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

interface Asked {
  readonly method: string;
  /** The route's path with its parameters as names: `/api/webhooks/endpoints/:id/enable`. */
  readonly route: string;
  readonly params: unknown;
  readonly body: unknown;
}

const VERBS: Readonly<Record<string, string>> = {
  POST: 'create',
  PUT: 'update',
  PATCH: 'update',
  DELETE: 'delete',
};
const FIELDS_MAX = 30;
const FIELD_NAME_MAX = 64;
const TEXT_MAX = 200;

/** The change a request asks for, before it is made. */
export function changeOf({ method, route, params, body }: Asked): Change {
  return {
    action: actionOf(route, VERBS[method] ?? method.toLowerCase()),
    target: shortened(firstParameter(params)),
    detail: detailOf(body),
  };
}

/** The id of what a request has made, as its answer shows it; null where the answer shows none. */
export function madeBy(answer: unknown): string | null {
  const parts = typeof answer === 'object' && answer !== null ? Object.values(answer) : [];
  const ids = [fieldOf(answer, 'event_id'), ...parts.map((thing) => fieldOf(thing, 'id'))];
  return shortened(ids.find((id) => typeof id === 'string'));
}

/**
 * `POST …/endpoints/:id/enable` is `endpoints.enable`; where the path ends with the things themselves, the method says
 * what is done: `endpoints.create`, `endpoints.update`.
 */
function actionOf(route: string, verb: string): string {
  const parts = route.split('/').filter((part) => part !== '');
  const words = parts.filter((part) => !part.startsWith(':') && part !== 'api' && part !== 'webhooks');
  const last = parts.at(-1) ?? '';
  const named = !last.startsWith(':') && (words.length > 1 || !last.endsWith('s'));
  return [...words, ...(named ? [] : [verb])].join('.');
}

/** The names of the fields that were sent, never their values: those may be secrets. */
function detailOf(body: unknown): Record<string, unknown> {
  if (Array.isArray(body)) return { count: body.length };
  if (typeof body !== 'object' || body === null || Buffer.isBuffer(body)) return {};
  const names = Object.keys(body).slice(0, FIELDS_MAX);
  return { fields: names.map((name) => name.slice(0, FIELD_NAME_MAX)) };
}

function firstParameter(params: unknown): string | undefined {
  return typeof params === 'object' && params !== null
    ? (Object.values(params)[0] as string | undefined)
    : undefined;
}

function shortened(text: unknown): string | null {
  return typeof text === 'string' ? text.slice(0, TEXT_MAX) : null;
}

function fieldOf(thing: unknown, name: string): unknown {
  return typeof thing === 'object' && thing !== null ? Reflect.get(thing, name) : undefined;
}
