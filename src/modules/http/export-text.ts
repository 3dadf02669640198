import { csvRow, type Cell } from './csv.js';

export const EXPORT_FORMATS = ['csv', 'ndjson'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const EXPORT_MEDIA: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  ndjson: 'application/x-ndjson',
};

/** Columns of an exported list: their names, and their values of a row. */
export type Columns<View> = Readonly<Record<string, (row: View) => Cell>>;

/** Pages of a list up to its end, one after the other as they are asked for. */
export type Pages<View> = AsyncGenerator<readonly View[]>;

/** Writes pages of rows as CSV with a line of names, or as NDJSON: one JSON object a line. */
export async function* exportText<View extends object>(
  format: ExportFormat,
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
