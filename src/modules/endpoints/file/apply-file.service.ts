import { Injectable } from '@nestjs/common';
import type { Change } from '../../access/audit/change.js';
import type { FileEntries } from '../../event-types/file-event-types.service.js';
import { GatewayConfig } from '../../config/gateway-config.js';
import type { Definition } from '../definitions/definition.js';
import { DeclaredActions } from '../actions/declared-actions.service.js';
import { DefinitionCache } from '../definitions/definition-cache.service.js';
import { DefinitionWriter, type DefinitionWrite } from '../definitions/definition-writer.service.js';
import { originChange } from '../definitions/moved-origin.js';
import { OVERLAP_MS, signingOn } from '../definitions/overlap.js';
import { EndpointCatalogue } from '../endpoint-catalogue.service.js';
import { changedFields } from './changed-fields.js';
import { readConfigFile, type ConfigFile, type FileEndpoint } from './config-file.js';
import { fileWarnings } from './file-warnings.js';
import { counted } from '../../model/counted.js';

/** The changes that applying the file has made. */
export interface Applied {
  /** A phrase for the log. */
  readonly summary: string;
  readonly changes: readonly Change[];
  /** Sentences about URLs that may not be meant, and event types and filters that can match nothing. */
  readonly warnings: readonly string[];
  /** Entries of event types in the file, which are not applied yet. */
  readonly eventTypes: FileEntries;
}

const NO_FILE: ConfigFile = { endpoints: [], eventTypes: new Map(), actions: [], links: {} };

interface Planned {
  readonly action: 'endpoints.create' | 'endpoints.update';
  readonly detail: Change['detail'];
  readonly write: DefinitionWrite;
}

/** Makes the stored endpoints of the file equal to the file, in one transaction. */
@Injectable()
export class ApplyFile {
  constructor(
    private readonly config: GatewayConfig,
    private readonly defined: DefinitionCache,
    private readonly catalogue: EndpointCatalogue,
    private readonly writer: DefinitionWriter,
    private readonly declared: DeclaredActions,
  ) {}

  /**
   * Applies the file. Of two gateways that apply it at the same time, only the one that wrote names the changes.
   *
   * @throws GatewayError `invalid_config_file`; `changed_meanwhile` when another gateway was faster
   */
  async apply(): Promise<Applied> {
    const { configFile, brand } = this.config;
    const read = configFile === null ? NO_FILE : readConfigFile({ configFile, brand });
    const { endpoints: wanted, eventTypes } = read;
    this.catalogue.useFileLinks(read.links);
    this.declared.use(read.actions);
    await this.catalogue.reload();
    const planned = wanted.flatMap((endpoint) => this.#plan(endpoint) ?? []);
    const ids = await this.#write(
      planned.map(({ write }) => write),
      this.#removals(wanted),
    );
    const changes = ids.map((target, at): Change => {
      const plan = planned[at];
      return plan
        ? { action: plan.action, target, detail: plan.detail }
        : { action: 'endpoints.delete', target, detail: {} };
    });
    const removed = changes.length - planned.length;
    const summary = `${counted(wanted.length, 'endpoint')}, ${planned.length} added or changed, ${removed} removed`;
    return { summary, changes, warnings: fileWarnings(wanted, eventTypes.keys()), eventTypes };
  }

  /** Returns the ids of the written endpoints, then of the removed ones. */
  async #write(writes: readonly DefinitionWrite[], removals: readonly string[]): Promise<string[]> {
    return writes.length + removals.length > 0 ? this.writer.write(writes, removals) : [];
  }

  #removals(wanted: readonly FileEndpoint[]): string[] {
    const kept = new Set(wanted.map(({ fingerprint }) => fingerprint));
    return this.defined
      .all()
      .filter(({ stored }) => stored.source === 'file' && !kept.has(stored.fingerprint))
      .map(({ stored }) => stored.id);
  }

  /** Plans the write of one endpoint; null where the stored one is the same. */
  #plan({ fingerprint, definition }: FileEndpoint): Planned | null {
    const known = this.defined.known().find(({ stored }) => stored.fingerprint === fingerprint);
    const fields = changedFields(known?.definition ?? null, definition);
    if (!known) {
      const write = { source: 'file', fingerprint, definition, stored: null } as const;
      return { action: 'endpoints.create', detail: { fields }, write };
    }
    const { stored, definition: before } = known;
    if (stored.removedAt === null && fields.length === 0) return null;
    const write = { source: 'file', definition: this.#withOverlap(definition, before), stored } as const;
    const origin = originChange(before, definition);
    const detail = { fields, ...(origin && { origin }) };
    return { action: stored.removedAt === null ? 'endpoints.update' : 'endpoints.create', detail, write };
  }

  /** Lets a key that is replaced in the file still sign for the overlap, as a rotated one does. */
  #withOverlap(definition: Definition, before: Definition | null): Definition {
    if (!before) return definition;
    const { secret: replaced = null, previous } = before.secrets;
    if (replaced === (definition.secrets.secret ?? null)) {
      return previous ? signingOn(definition, previous) : definition;
    }
    return signingOn(definition, { secret: replaced, until: this.catalogue.now() + OVERLAP_MS });
  }
}
