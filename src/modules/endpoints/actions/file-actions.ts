import { isMap, isScalar } from 'yaml';
import { ValidateBody } from '../../http/validate-body.js';
import { BUILT_IN_ACTIONS, type JobAction } from '../../model/action.js';
import { isPlain } from '../definitions/field-rules.js';
import type { YamlFile } from '../file/yaml-file.js';
import { JobActionRequest } from './job-action.dto.js';

/** Most actions of the file: a message shows five at most. */
export const ACTIONS_MAX = 20;
/** Form of an action's name. */
export const ACTION_NAME = /^[a-z][a-z0-9_]{0,31}$/;

const RESERVED: ReadonlySet<string> = new Set([
  ...BUILT_IN_ACTIONS.flatMap(({ name, group }) => [name, group]),
  'open',
]);
const rules = new ValidateBody(JobActionRequest);

/** The part `actions:` of the file, or its faults with their lines. */
export interface FileActions {
  readonly actions: readonly JobAction[];
  readonly faults: readonly string[];
}

/** Reads `actions:`, a map of names and what each action offers. */
export function fileActions({ map, values, lineOf }: YamlFile): FileActions {
  const node: unknown = map?.get('actions', true);
  if (node === undefined || (isScalar(node) && node.value === null)) return { actions: [], faults: [] };
  const refused = (message: string): FileActions => ({
    actions: [],
    faults: [`line ${lineOf(node)}: ${message}`],
  });
  if (!isMap(node)) return refused('actions must be a map of names and actions.');
  if (node.items.length > ACTIONS_MAX) return refused(`actions has at most ${ACTIONS_MAX} entries.`);
  const given = values['actions'] as Readonly<Record<string, unknown>>;
  const read = node.items.map(({ key }) => {
    const name = isScalar(key) ? String(key.value) : String(key);
    return readAction(name, given[name], `line ${lineOf(key)}: action ${name.slice(0, 64)}: `);
  });
  return {
    actions: read.flatMap((one) => ('faults' in one ? [] : [one])),
    faults: read.flatMap((one) => ('faults' in one ? one.faults : [])),
  };
}

function readAction(
  name: string,
  value: unknown,
  place: string,
): JobAction | { readonly faults: readonly string[] } {
  const named = nameFault(name);
  if (named !== null) return { faults: [place + named] };
  if (!isPlain(value))
    return { faults: [`${place}an action is a map with label, on, emit, style and confirm.`] };
  const { value: request, faults } = rules.check(value);
  if (faults.length > 0) return { faults: faults.map(({ message }) => place + message) };
  const { label, on, emit, style, confirm } = request;
  return {
    name,
    label,
    on,
    emit: emit ?? `action.${name}_requested`,
    style: style ?? 'default',
    confirm: confirm ?? null,
  };
}

function nameFault(name: string): string | null {
  if (!ACTION_NAME.test(name))
    return 'a name has 1 to 32 characters: lower-case letters, digits and _, a letter first.';
  return RESERVED.has(name) ? 'the name belongs to a built-in action; choose another name.' : null;
}
