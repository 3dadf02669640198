import type { Columns, Pages } from '../../http/export-text.js';
import type { AccessStore, AuditFilter } from '../../store/access-store.js';
import type { AuditEntryView } from './audit.openapi.js';
import { auditView } from './audit.presenter.js';

/** Entries that are read from the store at a time. */
const PAGE = 500;

export const AUDIT_COLUMNS: Columns<AuditEntryView> = {
  id: ({ id }) => id,
  at: ({ at }) => at,
  actor: ({ actor }) => actor,
  action: ({ action }) => action,
  summary: ({ summary }) => summary,
  target: ({ target }) => target,
  outcome: ({ outcome }) => outcome,
  address: ({ address }) => address,
  detail: ({ detail }) => JSON.stringify(detail),
};

/** Reads all entries that match, newest first, page by page. Entries that are written meanwhile are not among them. */
export async function* auditPages(store: AccessStore, filter: AuditFilter): Pages<AuditEntryView> {
  for (let before: number | null = null; ;) {
    const entries = await store.entries(PAGE, before, filter);
    yield entries.map(auditView);
    if (entries.length < PAGE) return;
    before = entries.at(-1)!.id;
  }
}
