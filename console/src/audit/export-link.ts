import type { AuditFilter } from '../api/types.ts';
import { BASE_PATH } from '../base-path.ts';

/** The address of a file with all matching entries. */
export function exportLink(filter: AuditFilter, format: 'csv' | 'ndjson'): string {
  const query = new URLSearchParams({ format, ...filter });
  return `${BASE_PATH}/api/webhooks/audit/export?${query}`;
}
