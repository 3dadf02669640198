import { isoTime } from '../../model/iso-time.js';
import type { AuditEntry } from '../../store/access-store.js';
import { actionWords } from './action-words.js';
import type { AuditEntryView } from './audit.openapi.js';

/** Presents an entry of the audit log. */
export function auditView({ id, at, ...entry }: AuditEntry): AuditEntryView {
  return {
    id: String(id),
    at: isoTime(at),
    summary: actionWords(entry.action, entry.detail),
    ...entry,
  };
}
