/** JSON of unknown shape. */
export type Json = Readonly<Record<string, unknown>>;

/** Returns the value if it is an object, else an empty one. */
export const object = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};

/** Returns the value if it is an array, else an empty one; its entries as objects. */
export const array = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.map(object) : []);

/** Returns the value if it is a text, else an empty one. */
export const string = (value: unknown): string => (typeof value === 'string' ? value : '');
