import { csvRow } from '../../http/csv.js';
import type { AccessStore, AuditFilter } from '../../store/access-store.js';
import { auditView } from './audit.presenter.js';
import type { ExportFormat } from './audit.dto.js';
import type { AuditEntryView } from './audit.openapi.js';

/** Entries that are read from the store at a time. */
const PAGE = 500;
const COLUMNS = ['id', 'at', 'actor', 'action', 'summary', 'target', 'outcome', 'address', 'detail'] as const;

export const EXPORT_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  ndjson: 'application/x-ndjson',
};

/** Writes all entries that match, newest first, page by page. Entries that are written meanwhile are not among them. */
export async function* exportedAudit(
  store: AccessStore,
  filter: AuditFilter,
  format: ExportFormat,
): AsyncGenerator<string> {
  const write = format === 'csv' ? csvLine : jsonLine;
  if (format === 'csv') yield csvRow(COLUMNS);
  for (let before: number | null = null; ;) {
    const entries = await store.entries(PAGE, before, filter);
    if (entries.length > 0) yield entries.map((entry) => write(auditView(entry))).join('');
    if (entries.length < PAGE) return;
    before = entries.at(-1)!.id;
  }
}

function csvLine(entry: AuditEntryView): string {
  return csvRow(COLUMNS.map((name) => (name === 'detail' ? JSON.stringify(entry.detail) : entry[name])));
}

function jsonLine(entry: AuditEntryView): string {
  return `${JSON.stringify(entry)}\n`;
}
