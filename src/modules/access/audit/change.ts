/** The part of an audit entry that is known from the request. */
export interface Change {
  readonly action: string;
  readonly target: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

interface RequestParts {
  readonly method: string;
  /** Pattern of the route, with parameters as names: `/api/webhooks/endpoints/:id/enable`. */
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

/** Derives the change that a request is about to make. */
export function changeOf({ method, route, params, body }: RequestParts): Change {
  return {
    action: actionOf(route, VERBS[method] ?? method.toLowerCase()),
    target: shortened(firstParameter(params)),
    detail: detailOf(body),
  };
}

/** Finds the id of the resource that a request created, in its answer; null when the answer shows none. */
export function createdId(answer: unknown): string | null {
  const parts = typeof answer === 'object' && answer !== null ? Object.values(answer) : [];
  const ids = [fieldOf(answer, 'event_id'), ...parts.map((thing) => fieldOf(thing, 'id'))];
  return shortened(ids.find((id) => typeof id === 'string'));
}

/**
 * Names the action by the route: `POST …/endpoints/:id/enable` is `endpoints.enable`. A path that ends with a
 * collection or an id gets the verb of the method: `endpoints.create`, `endpoints.update`.
 */
function actionOf(route: string, verb: string): string {
  const parts = route.split('/').filter((part) => part !== '');
  const words = parts.filter((part) => !part.startsWith(':') && part !== 'api' && part !== 'webhooks');
  const last = parts.at(-1) ?? '';
  const named = !last.startsWith(':') && (words.length > 1 || !last.endsWith('s'));
  return [...words, ...(named ? [] : [verb])].join('.');
}

/** Keeps the names of the body's fields, never their values, which may be secrets. */
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
