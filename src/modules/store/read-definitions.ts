import type { DefinitionSource, StoredDefinition } from './definition-store.js';

/** An endpoint with its definition, as either driver reads it. */
export interface DefinitionRow {
  id: string;
  source: DefinitionSource;
  fingerprint: string;
  webhook_id: string;
  adapter: string;
  masked_url: string;
  settings: string;
  sealed: string;
  revision: number;
  created_at: number;
  updated_at: number;
  removed_at: number | null;
}

/** The columns of a {@link DefinitionRow}, from `definitions d` and `endpoints e`. */
export const DEFINITION_COLUMNS = `e.id, e.source, e.fingerprint, e.webhook_id, e.adapter, e.masked_url, d.settings,
  d.sealed, d.revision, e.created_at, d.updated_at, e.removed_at`;

export function storedDefinition(row: DefinitionRow): StoredDefinition {
  return {
    id: row.id,
    source: row.source,
    fingerprint: row.fingerprint,
    webhookId: row.webhook_id,
    adapter: row.adapter,
    maskedUrl: row.masked_url,
    settings: row.settings,
    sealed: row.sealed,
    revision: row.revision,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    removedAt: row.removed_at,
  };
}
