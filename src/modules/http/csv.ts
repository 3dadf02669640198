/** Begins of a cell that spreadsheets take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;
/** A number, which a sign before it does not turn into a formula. */
const NUMBER = /^[+-]?\d+(\.\d+)?$/;

export type Cell = string | number | boolean | null;

/**
 * Writes one row of CSV (RFC 4180), with its line break. A text that a spreadsheet would run as a formula begins with an apostrophe, by which it is
 * shown as text.
 */
export function csvRow(cells: readonly Cell[]): string {
  return `${cells.map(cellText).join(',')}\r\n`;
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  const written = String(cell);
  const text =
    typeof cell === 'string' && FORMULA.test(written) && !NUMBER.test(written) ? `'${written}` : written;
  return /["\r\n,]/.test(text) || text.startsWith(' ') || text.endsWith(' ')
    ? `"${text.replaceAll('"', '""')}"`
    : text;
}
