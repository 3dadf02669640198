/** Reading JSON whose shape nobody vouches for. */
export type Json = Readonly<Record<string, unknown>>;

export const object = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};

export const array = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.map(object) : []);

export const string = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A clause when the text is missing or too long, in UTF-16 units. */
export function lengthFault(what: string, value: unknown, max: number): string[] {
  const length = string(value).length;
  return length >= 1 && length <= max ? [] : [`${what} has ${length} characters, not 1 to ${max}`];
}

export function countFault(what: string, count: number, max: number): string[] {
  return count >= 1 && count <= max ? [] : [`${count} ${what}, not 1 to ${max}`];
}
