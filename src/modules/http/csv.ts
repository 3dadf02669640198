/** Signs at the beginning of a value that spreadsheets read as the beginning of a formula. */
const FORMULA = /^[=+\-@\t\r]/;
/** A number, which a sign before it does not turn into a formula. */
const NUMBER = /^[+-]?\d+(\.\d+)?$/;

/**
 * Writes a row of CSV (RFC 4180), with its line break. Texts that a spreadsheet would take for a formula get an apostrophe
 * before them: they may come from anyone.
 */
export function csvRow(values: readonly (string | number | boolean | null)[]): string {
  return `${values.map(cell).join(',')}\r\n`;
}

function cell(value: string | number | boolean | null): string {
  if (value === null) return '';
  const text = String(value);
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
