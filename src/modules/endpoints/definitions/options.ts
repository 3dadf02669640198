import { getMetadataStorage, validateSync } from 'class-validator';
import type { Adapter } from '../../../adapters/adapter.js';
import { wireName } from '../../../adapters/secret-options.js';
import type { FieldFault } from '../../model/refusal.js';

/** Maps names on the wire to properties of the adapter's options. The placeholder `none` is no option. */
export function optionNames({ Options }: Adapter): ReadonlyMap<string, string> {
  const rules = getMetadataStorage().getTargetValidationMetadatas(Options, '', false, false);
  const properties = new Set(rules.map(({ propertyName }) => propertyName));
  properties.delete('none');
  return new Map([...properties].map((property) => [wireName(property), property]));
}

/**
 * Reads options by their names on the wire and finds their faults: of each option, and where a URL is given, of the options
 * together with it. Options that the URL sets are among them.
 */
export function optionsOf(
  adapter: Adapter,
  given: Readonly<Record<string, unknown>>,
  url?: URL,
): { readonly options: object; readonly faults: readonly FieldFault[] } {
  const names = optionNames(adapter);
  const options = Object.assign(new adapter.Options(), url && adapter.fromUrl?.(url));
  const unknown: FieldFault[] = [];
  for (const [name, value] of Object.entries(given)) {
    const property = names.get(name);
    if (property === undefined) unknown.push(noSuchOption(adapter, name, [...names.keys()]));
    else if (value !== null) Reflect.set(options, property, value);
  }
  const faults = validateSync(options).flatMap(({ property, constraints = {} }) =>
    Object.values(constraints).map((text) => fault(wireName(property), inWireNames(text, names))),
  );
  const conflicts = url && faults.length === 0 ? (adapter.conflicts?.(url, options) ?? []) : [];
  const clashes = conflicts.map(({ option, message }) =>
    fault(wireName(option), inWireNames(message, names)),
  );
  return { options, faults: [...unknown, ...faults, ...clashes] };
}

function inWireNames(text: string, names: ReadonlyMap<string, string>): string {
  return [...names].reduce((told, [wire, property]) => told.replaceAll(property, wire), text);
}

function noSuchOption({ about: { label } }: Adapter, name: string, names: readonly string[]): FieldFault {
  const shown = name.slice(0, 64);
  const known = names.length === 0 ? 'has no options' : `knows ${names.join(', ')}`;
  return fault(shown, `There is no option ${shown}: ${label} ${known}.`);
}

function fault(name: string, message: string): FieldFault {
  return { field: `options.${name}`, message };
}
