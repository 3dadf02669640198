import { parseJson } from '../api/exact-json.ts';
import type { Endpoint, EndpointDraft } from '../api/types.ts';

/** A name and the text that belongs to it: a label of a field, a template of a header. */
export interface Pair {
  readonly name: string;
  readonly text: string;
}

/** The texts of `message` that are templates. */
export const TEXTS = ['title', 'subject', 'body', 'cause'] as const;
export type TextName = (typeof TEXTS)[number];

/** The part of `message` that is one text each; an empty text stands for the default. */
type Lines = Readonly<Record<TextName | 'detail' | 'zone' | 'locale' | 'mention_on_failure', string>>;

/** The values of the editor: `message` and `payload` of an endpoint as people write them. */
export interface Values extends Lines {
  readonly show: readonly string[];
  readonly hide: readonly string[];
  readonly order: readonly string[];
  readonly labels: readonly Pair[];
  /** Names of the only actions that messages offer; null: all. */
  readonly actions: readonly string[] | null;
  /** A word of the API such as `gateway`, or {@link OWN_TREE}. */
  readonly form: string;
  readonly method: string;
  readonly headers: readonly Pair[];
  /** JSON text whose texts are templates. */
  readonly tree: string;
}

/** The values that differ from the saved ones. */
export type Changes = Partial<Values>;

/** The form of a payload whose JSON the operator writes. */
export const OWN_TREE = 'template';

const STARTER = {
  event: '{{ event.type }}',
  job: '{{ data.job_id }}',
  status: '{{ data.status }}',
  text: 'Job {{ data.job_id }} is {{ data.status }}',
};

export function valuesOf({ message, payload }: Pick<Endpoint, 'message' | 'payload'>): Values {
  const own = typeof payload === 'string' ? null : payload;
  return {
    detail: message.detail,
    title: message.title ?? '',
    subject: message.subject ?? '',
    body: message.body ?? '',
    cause: message.cause ?? '',
    zone: message.zone,
    locale: message.locale,
    mention_on_failure: message.mention_on_failure ?? '',
    show: message.fields.show ?? [],
    hide: message.fields.hide,
    order: message.fields.order,
    labels: pairsOf(message.fields.labels),
    actions: message.actions,
    form: typeof payload === 'string' ? payload : OWN_TREE,
    method: own?.method ?? 'POST',
    headers: pairsOf(own?.headers ?? {}),
    tree: JSON.stringify(own?.body ?? STARTER, null, 2),
  };
}

/** Applies one change; a value that equals the saved one is no change any more. */
export function changed<Name extends keyof Values>(
  saved: Values,
  changes: Changes,
  name: Name,
  value: Values[Name],
): Changes {
  const { [name]: _, ...others } = changes;
  return JSON.stringify(value) === JSON.stringify(saved[name]) ? others : { ...others, [name]: value };
}

/**
 * Takes saved changes out. What was typed meanwhile stays a change, also where it is the value that was saved before.
 *
 * @param before values that were saved before these changes
 */
export function settled(changes: Changes, done: Changes, before: Values): Changes {
  const names = Object.keys({ ...changes, ...done }) as (keyof Values)[];
  const left = names
    .map((name) => [name, name in changes ? changes[name] : before[name]] as const)
    .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(done[name]));
  return Object.fromEntries(left);
}

const LINES = [...TEXTS, 'detail', 'zone', 'locale', 'mention_on_failure'] as const;
const PAYLOAD = ['form', 'method', 'headers', 'tree'] as const;

/** Makes the part of a request for the changes; emptied values are sent as null, which brings the default back. */
export function requestOf(values: Values, changes: Changes): Pick<EndpointDraft, 'message' | 'payload'> {
  const lines = LINES.filter((name) => name in changes).map((name) => [name, values[name] || null] as const);
  const fields = fieldsOf(changes);
  const actions = 'actions' in changes && { actions: values.actions && [...values.actions] };
  const message = { ...Object.fromEntries(lines), ...(fields && { fields }), ...actions };
  return {
    ...(Object.keys(message).length > 0 && { message }),
    ...(PAYLOAD.some((name) => name in changes) && { payload: payloadOf(values) }),
  };
}

function fieldsOf({ show, hide, order, labels }: Changes): object | null {
  const given = (names: readonly string[]): readonly string[] | null => (names.length === 0 ? null : names);
  const fields = {
    ...(show && { show: given(show) }),
    ...(hide && { hide: given(hide) }),
    ...(order && { order: given(order) }),
    ...(labels && { labels: recordOf(labels) }),
  };
  return Object.keys(fields).length === 0 ? null : fields;
}

function payloadOf({ form, method, headers, tree }: Values): EndpointDraft['payload'] {
  if (form !== OWN_TREE) return form as 'gateway';
  const body = parseJson(tree) as Record<string, unknown>;
  return { method: method as 'POST', headers: recordOf(headers) ?? {}, body };
}

function pairsOf(record: Readonly<Record<string, string>>): Pair[] {
  return Object.entries(record).map(([name, text]) => ({ name, text }));
}

/** Leaves out rows without a name; null where none is left. */
function recordOf(pairs: readonly Pair[]): Record<string, string> | null {
  const named = pairs.filter(({ name }) => name.trim() !== '');
  return named.length === 0 ? null : Object.fromEntries(named.map(({ name, text }) => [name.trim(), text]));
}
