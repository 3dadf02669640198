import './values.css';
import type { ReactElement } from 'react';

/** Most rows of a table, and most characters of a value; the exact request stands beside the drawing. */
const [ROWS_MAX, VALUE_MAX] = [16, 300];

/** A name of a program's, and the value that it has. */
export type Value = readonly [name: string, value: unknown];

/** Shows names with their values, as a program reads them. */
export function Values({ values }: { readonly values: readonly Value[] }): ReactElement {
  const left = values.length - ROWS_MAX;
  return (
    <dl className="values">
      {values.slice(0, ROWS_MAX).map(([name, value]) => (
        <Row key={name} name={name} value={typeof value === 'string' ? value : JSON.stringify(value)} />
      ))}
      {left > 0 && <Row name="…" value={`${left} more`} />}
    </dl>
  );
}

function Row({ name, value }: { readonly name: string; readonly value: string }): ReactElement {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value.length > VALUE_MAX ? `${value.slice(0, VALUE_MAX)}…` : value}</dd>
    </>
  );
}

/** Shows a value as JSON in lines. */
export function Json({ value }: { readonly value: unknown }): ReactElement {
  return <pre className="values-json">{JSON.stringify(value, null, 2)}</pre>;
}

/** Lists the values of an object by their paths, down to what is no object. */
export function valuesIn(value: unknown, path: string): readonly Value[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[path, value]];
  return Object.entries(value).flatMap(([name, inner]) =>
    valuesIn(inner, /^\w+$/.test(name) ? `${path}.${name}` : `${path}['${name}']`),
  );
}
