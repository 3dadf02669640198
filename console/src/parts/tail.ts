/** Length of an id's end that is always visible, characters: `001_a6f2gu`. */
const TAIL = 10;
/** Length up to which an id is never shortened, characters. */
const WHOLE = 14;

/** Returns the always visible end of an id; all of a short one. Characters are code points, so none is cut in two. */
export function tailOf(id: string): string {
  const characters = [...id];
  return characters.length <= WHOLE ? id : characters.slice(-TAIL).join('');
}
