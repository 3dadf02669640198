/** Tells which points of a series no line leads to, because nothing is known before and after them. @param across true where lines lead across gaps */
export function lonePoints(
  rows: readonly object[],
  name: string,
  across: boolean,
): (index: number) => boolean {
  const known = rows.map((row) => typeof (row as Record<string, unknown>)[name] === 'number');
  const isAlone = known.filter(Boolean).length === 1;
  return (at) => known[at] === true && (across ? isAlone : known[at - 1] !== true && known[at + 1] !== true);
}
