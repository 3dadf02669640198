import type { AuditEntry } from './access-store.js';

/** An audit entry as either driver reads it. */
export interface ReadAuditRow extends Omit<AuditEntry, 'detail'> {
  readonly detail: string;
}

export function auditEntry({ detail, ...row }: ReadAuditRow): AuditEntry {
  return { ...row, detail: JSON.parse(detail) as AuditEntry['detail'] };
}
