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
  readonly answer: unknown;
}

const VERBS: Readonly<Record<string, string>> = {
  POST: 'create',
  PUT: 'update',
  PATCH: 'update',
  DELETE: 'delete',
};
const FIELDS_MAX = 30;
const TEXT_MAX = 200;

/** Routes that only look, though they are posted to. */
const LOOKS = /\/(preview|check|check-filter)$/;

/** The change a successful request has made; null when it has changed nothing. */
export function changeOf({ method, route, params, body, answer }: Asked): Change | null {
  const verb = VERBS[method];
  if (verb === undefined || LOOKS.test(route) || fieldOf(body, 'dry_run') === true) return null;
  const target = firstParameter(params) ?? idOf(answer);
  return {
    action: actionOf(route, verb),
    target: target?.slice(0, TEXT_MAX) ?? null,
    detail: detailOf(body),
  };
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

/** The names of what was sent, never its values: those may be secrets. */
function detailOf(body: unknown): Record<string, unknown> {
  if (typeof body !== 'object' || body === null) return {};
  return { fields: Object.keys(body).slice(0, FIELDS_MAX) };
}

function firstParameter(params: unknown): string | undefined {
  return typeof params === 'object' && params !== null
    ? (Object.values(params)[0] as string | undefined)
    : undefined;
}

/** Of what was made: the answer shows it under its name. */
function idOf(answer: unknown): string | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined;
  const ids = Object.values(answer).map((thing) => fieldOf(thing, 'id'));
  return ids.find((id) => typeof id === 'string');
}

function fieldOf(thing: unknown, name: string): unknown {
  return typeof thing === 'object' && thing !== null ? Reflect.get(thing, name) : undefined;
}
