import { Injectable } from '@nestjs/common';
import type { Change } from '../access/audit/change.js';
import { GatewayError } from '../model/gateway-error.js';
import { EventTypeStore, type EventTypeChange } from '../store/event-type-store.js';
import { EventCatalogue } from './event-catalogue.service.js';

/** The entries of the configuration file, by type: the fields as they are written there. */
export type FileEntries = ReadonlyMap<string, object>;

/** Makes the stored entries of the file equal to the file, in one transaction. */
@Injectable()
export class FileEventTypes {
  constructor(
    private readonly catalogue: EventCatalogue,
    private readonly store: EventTypeStore,
  ) {}

  /**
   * Applies the entries and returns the changes for the audit log.
   *
   * @throws GatewayError `changed_meanwhile` when another gateway was faster
   */
  async apply(entries: FileEntries): Promise<Change[]> {
    await this.catalogue.reload();
    const changes = [...this.#puts(entries), ...this.#removals(entries)];
    if (changes.length === 0) return [];
    const before = new Map(
      changes.map(({ type }) => [type, this.catalogue.stored(type, 'file')?.fields ?? null]),
    );
    const written = await this.store.write(changes);
    await this.catalogue.reload();
    if (!written)
      throw new GatewayError(
        'changed_meanwhile',
        'Another gateway changed the event types at the same time.',
      );
    return changes.map(({ type, fields }) => ({
      action: actionOf(before.get(type) ?? null, fields),
      target: type,
      detail: fields === null ? {} : { fields: Object.keys(JSON.parse(fields) as object) },
    }));
  }

  #puts(entries: FileEntries): EventTypeChange[] {
    return [...entries].flatMap(([type, entry]) => {
      const fields = JSON.stringify(entry);
      const stored = this.catalogue.stored(type, 'file');
      if (stored?.fields === fields) return [];
      return [{ type, source: 'file', fields, derivedFrom: stored?.revision ?? null } as const];
    });
  }

  #removals(entries: FileEntries): EventTypeChange[] {
    return this.catalogue
      .storedOf('file')
      .filter(({ type }) => !entries.has(type))
      .map(({ type, revision }) => ({ type, source: 'file', fields: null, derivedFrom: revision }));
  }
}

function actionOf(before: string | null, fields: string | null): string {
  if (fields === null) return 'event-types.delete';
  return before === null ? 'event-types.create' : 'event-types.update';
}
