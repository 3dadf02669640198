/** How much of an id stands at its end whatever room there is, in characters: `001_a6f2gu`. */
const TAIL = 10;
/** Shorter ids are never taken apart. */
const WHOLE = 14;

/** The end of an id that always shows; all of a short one. Characters are code points: none is cut in two. */
export function tailOf(id: string): string {
  const characters = [...id];
  return characters.length <= WHOLE ? id : characters.slice(-TAIL).join('');
}
