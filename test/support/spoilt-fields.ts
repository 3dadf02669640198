import fc from 'fast-check';
import type { Json } from './api-description.js';
import { HOSTILE_JSON, HOSTILE_NAMES } from './hostile-values.js';

/** Names of fields and positions in lists, from the outside in. */
export type Place = readonly (string | number)[];

/** Marks the place of the hostile value, which `JSON.stringify` may be unable to write. */
const HERE = '\u2316 here';

/** Every place in a value that its schema describes, at any depth, and hostile names where names are free. */
export function placesOf(schema: Json, schemas: Json): Place[] {
  const inner = (step: string | number, one: Json): Place[] => [
    [step],
    ...placesOf(one, schemas).map((place) => [step, ...place]),
  ];
  const { $ref, properties = {}, additionalProperties: more, items } = schema;
  const parts = [
    ...($ref ? [schemas[$ref.split('/').at(-1)]] : []),
    ...(schema.allOf ?? schema.oneOf ?? schema.anyOf ?? []),
  ];
  const places = [
    ...parts.flatMap((part) => placesOf(part, schemas)),
    ...Object.entries<Json>(properties).flatMap(([name, one]) => inner(name, one)),
    ...(more ? HOSTILE_NAMES.flatMap((name) => inner(name, more === true ? {} : more)) : []),
    ...(items ? inner(0, items) : []),
  ];
  return [...new Map(places.map((place) => [JSON.stringify(place), place])).values()];
}

/** The JSON of a value with a hostile value in one place; missing parents of the place are created. */
export function spoilt(sound: Json, place: Place, json: string): string {
  const root = { at: structuredClone(sound) };
  const steps = ['at', ...place];
  let holder: Json = root;
  for (const [nth, step] of steps.entries()) {
    const next = steps[nth + 1];
    const there = Object.hasOwn(holder, step) ? holder[step] : undefined;
    const empty = typeof next === 'number' ? [] : {};
    const fits = typeof there === 'object' && there && Array.isArray(there) === Array.isArray(empty);
    const value = next === undefined ? HERE : fits ? there : empty;
    // An assignment to `__proto__` would make no field of it.
    Object.defineProperty(holder, step, { value, enumerable: true, configurable: true, writable: true });
    holder = value;
  }
  return JSON.stringify(root.at).replace(JSON.stringify(HERE), () => json);
}

/**
 * Sound bodies with one place spoilt. All places occur, and all hostile values; of their product only about so many, others with
 * another seed.
 */
export function spoiltBodies(
  sound: () => Json,
  places: readonly Place[],
  { seed, about }: { readonly seed: number; readonly about: number },
): string[] {
  const shuffled = fc.shuffledSubarray([...HOSTILE_JSON], { minLength: HOSTILE_JSON.length });
  const [values] = fc.sample(shuffled, { seed, numRuns: 1 }) as [string[]];
  const each = Math.ceil(Math.min(values.length, Math.max(about, values.length) / places.length));
  return places.flatMap((place, nth) =>
    Array.from({ length: each }, (_, at) =>
      spoilt(sound(), place, values[(nth * each + at) % values.length]!),
    ),
  );
}
