import type { FieldChoice, MessageOptions } from '../../modules/model/message-options.js';
import { cleanLine } from '../clean-text.js';
import { PARAMETERS, type Field } from './fields.js';
import { fieldsOnPhone } from './phone.js';
import { textOf, type Rich } from './rich.js';
import { withPlainDigits, wordsOf } from './said.js';
import { webLink } from '../web-link.js';
import type { Texts } from './texts.js';

/** Most fields of a message that shows a choice of them. */
const CHOSEN = 6;
/** Names of data that other parts of a message show, so that only `full` repeats them. */
const SHOWN_ELSEWHERE: ReadonlySet<string> = new Set(['job_id', 'status', ...PARAMETERS]);
/** Names of data of the gateway's own events that a standard message adds. */
const OWN: readonly string[] = ['next_step', 'url'];
/** Names of data of the gateway's own events that programs read; the texts of the message say the same in words. */
const FOR_PROGRAMS: ReadonlySet<string> = new Set(['tone', 'errors', 'source']);
const OWN_LABELS: ReadonlyMap<string, string> = new Map([
  ['failed', 'Failed now'],
  ['webhook_id', 'Endpoint'],
  ['webhook_ids', 'Endpoints'],
  ['held', 'On hold'],
  ['failing_ms', 'Failing for'],
  ['rested_since', 'On hold since'],
  ['consecutive_failures', 'Failures in a row'],
  ['next_probe_at', 'Next probe'],
]);

/** The texts of a message above its fields. */
interface Said {
  readonly headline: string;
  readonly subject: string;
  readonly cause: string;
  readonly facts: readonly Rich[];
  readonly body: string;
  /** True for an event of the gateway, whose texts are made of its data. */
  readonly isOwn: boolean;
  /** Tells whether a text of the message reads a field, and which parameters the job has. */
  readonly read: Pick<Texts, 'reads' | 'parameters'>;
}

/** A separator in a number, which fields do not have: of thousands, and before them of two digits each in India (`12,34,567`). */
const SEPARATOR = /(?<=\d)[^\p{L}\d](?=(?:\d{2}[^\p{L}\d])*\d{3}(?!\d))/gu;
/** Names under which programs say why, beside `error`: `errorMessage`, `failure_reason`. */
const WHY = /(?:^|_)(?:error|failure|reason|exception|cause|msg)(?=_|[A-Z]|$)/;
/** A value that stands in many texts by chance. */
const CHANCE = /^ (?:[\d ]+|yes|no) $/;

/**
 * Chooses the fields of a message by the endpoint's options. Without a choice of its own, `full` shows all, `standard` a few that
 * the message does not show already, and `compact` these only where it says nothing else. Of an event of the gateway, `full` leaves
 * out what is said above, and `standard` shows what to do.
 *
 * @param make makes all fields; called only where some are shown
 */
export function chosenFields(
  make: () => readonly Field[],
  { detail, fields: choice }: Pick<MessageOptions, 'detail' | 'fields'>,
  said: Said,
): readonly Field[] {
  const named = (names: readonly string[]): readonly string[] => plainNames(names, said.read.parameters);
  const wanted =
    choice.show === null
      ? defaultsOf(make, detail, said)
      : byNames(labelledOwn(make(), said), named(choice.show));
  const hidden = new Set(named(choice.hide));
  const kept = wanted.filter(({ name }) => !hidden.has(name));
  const first = choice.show === null ? byNames(kept, named(choice.order)) : [];
  const chosen = [...first, ...kept.filter((field) => !first.includes(field))].map((field) =>
    labelled(field, choice),
  );
  if (detail !== 'compact' || choice.show !== null) return chosen;
  return fieldsOnPhone(chosen, { title: `${said.headline}: ${said.subject}`, body: said.body });
}

function defaultsOf(
  make: () => readonly Field[],
  detail: MessageOptions['detail'],
  said: Said,
): readonly Field[] {
  const { cause, facts, isOwn } = said;
  if (detail === 'compact' && (cause !== '' || facts.length > 0)) return [];
  const all = labelledOwn(make(), said);
  if (detail === 'full' && !isOwn) return all;
  const rest = unsaid(all, said);
  if (detail === 'full') return rest.filter(({ name }) => !FOR_PROGRAMS.has(name));
  if (isOwn) return byNames(rest, OWN).slice(0, CHOSEN);
  const telling = rest.filter(({ name }) => !SHOWN_ELSEWHERE.has(name));
  return telling.toSorted((one, other) => rankOf(one) - rankOf(other)).slice(0, CHOSEN);
}

/** Ranks a field by what it tells: first why something failed, last ids, which are for those who look something up. */
function rankOf({ name, exact, value }: Field): number {
  if (exact && webLink(value) === null) return 2;
  return WHY.test(name) ? 0 : 1;
}

/** Leaves out fields whose words or points in time stand above, and a list of endpoints that names the one already named. */
function unsaid(all: readonly Field[], said: Said): readonly Field[] {
  const { headline, subject, cause, facts, body, isOwn, read } = said;
  const texts = withPlainDigits([headline, subject, cause, ...facts.map(textOf), body].join(' '));
  const words = wordsOf(texts) + wordsOf(texts.replace(SEPARATOR, ''));
  const times = new Set(facts.flat().flatMap(({ at }) => at ?? []));
  const endpoint = all.find(({ name }) => name === 'webhook_id')?.value;
  const isSaid = ({ name, value }: Field): boolean => {
    const own = wordsOf(value);
    return words.includes(own) && (isOwn || !CHANCE.test(own) || read.reads(name));
  };
  return all.filter(
    (field) =>
      !(field.at === undefined ? isSaid(field) : times.has(field.at)) &&
      !(field.name === 'webhook_ids' && field.value === endpoint),
  );
}

/** Gives the data of the gateway's own events people's words. */
function labelledOwn(fields: readonly Field[], { isOwn }: Said): readonly Field[] {
  if (!isOwn) return fields;
  return fields.map((field) => ({ ...field, label: OWN_LABELS.get(field.name) ?? field.label }));
}

function byNames(fields: readonly Field[], names: readonly string[]): readonly Field[] {
  const byName = new Map(fields.map((field) => [field.name, field]));
  return [...new Set(names)].flatMap((name) => byName.get(name) ?? []);
}

/** Reads the names of a choice; `parameters` stands for each of them. */
function plainNames(names: readonly string[], parameters: readonly string[]): readonly string[] {
  return names
    .map(plainName)
    .flatMap((name) => (name === 'parameters' && parameters.length > 0 ? parameters : [name]));
}

/** Names of parameters are taken with and without the object they stand in. */
export function plainName(name: string): string {
  return name.replace(/^(data\.)?(parameters\.)?/, '');
}

function labelled(field: Field, { labels }: FieldChoice): Field {
  const key = Object.keys(labels).find((name) => plainName(name) === field.name);
  const label = key === undefined ? '' : cleanLine(labels[key] ?? '', 60);
  return label === '' ? field : { ...field, label };
}
