import { csvRow } from '../../http/csv.js';
import type { Columns } from './columns.js';

/** Writes pages of rows as CSV with a line of names, or as NDJSON: one JSON object a line. */
export async function* exportText<View extends object>(
  format: 'csv' | 'ndjson',
  pages: AsyncIterable<readonly View[]>,
  columns: Columns<View>,
): AsyncGenerator<string> {
  const read = Object.values(columns);
  if (format === 'csv') yield csvRow(Object.keys(columns));
  for await (const rows of pages) {
    if (rows.length === 0) continue;
    yield rows
      .map((row) =>
        format === 'csv' ? csvRow(read.map((column) => column(row))) : `${JSON.stringify(row)}\n`,
      )
      .join('');
  }
}
