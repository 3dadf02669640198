import type { AuditEntry } from './access-store.js';

/** An audit entry as either driver reads it. */
export interface ReadAuditRow extends Omit<AuditEntry, 'detail'> {
  readonly detail: string;
}

export function auditEntry({ id, at, actor, action, target, detail, address }: ReadAuditRow): AuditEntry {
  return { id, at, actor, action, target, detail: JSON.parse(detail) as AuditEntry['detail'], address };
}
