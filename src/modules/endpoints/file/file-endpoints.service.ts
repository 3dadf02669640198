import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { AuditLog } from '../../access/audit/audit-log.service.js';
import { FileEventTypes } from '../../event-types/file-event-types.service.js';
import { NAMES_ENTRY } from '../../event-types/value-names-entry.js';
import { GatewayConfig } from '../../config/gateway-config.js';
import { GatewayError } from '../../model/gateway-error.js';
import { SerialQueue } from '../../model/serial-queue.js';
import { ApplyFile } from './apply-file.service.js';
import { FileTemplateWarnings } from './file-template-warnings.service.js';

/** Number of times that the file is applied because another gateway wrote first. */
const TRIES = 5;

/**
 * Applies the configuration file at the start and at each `SIGHUP`, and records the changes in the audit log. Where several
 * gateways share a store, the file that was applied last holds for all.
 */
@Injectable()
export class FileEndpoints implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger('Webhooks');
  readonly #onSignal = (): void => void this.#reloads.run(() => this.#reload());
  readonly #reloads = new SerialQueue();

  constructor(
    private readonly config: GatewayConfig,
    private readonly file: ApplyFile,
    private readonly eventTypes: FileEventTypes,
    private readonly audit: AuditLog,
    private readonly templates: FileTemplateWarnings,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.#apply();
    if (this.config.configFile !== null) process.on('SIGHUP', this.#onSignal);
  }

  onModuleDestroy(): void {
    process.off('SIGHUP', this.#onSignal);
  }

  /** Applies the file again and logs the result. A file with faults changes nothing. */
  async #reload(): Promise<void> {
    try {
      this.#logger.log(`🔄 ${this.config.configFile} was read again: ${await this.#apply()}`);
    } catch (error) {
      this.#logger.error(`The endpoints stay as they were: ${(error as Error).message}`);
    }
  }

  async #apply(): Promise<string> {
    const { summary, changes, warnings, eventTypes } = await withRetries(() => this.file.apply());
    for (const warning of warnings) this.#logger.warn(`${this.config.configFile}: ${warning}`);
    for (const change of changes) await this.audit.recordOfFile(change);
    const types = await withRetries(() => this.eventTypes.apply(eventTypes));
    for (const change of types) await this.audit.recordOfFile(change);
    if (this.config.configFile !== null) void this.#tellOfTemplates();
    if (eventTypes.size + types.length === 0) return summary;
    const names = eventTypes.has(NAMES_ENTRY) ? 1 : 0;
    const listed = `${eventTypes.size - names} event types${names > 0 ? ' and names of values' : ''}`;
    return `${summary}; ${listed}, ${types.length} added, changed or removed`;
  }

  /** Logs what the templates of the file will not show. The gateway does not wait for it: stored events are read. */
  async #tellOfTemplates(): Promise<void> {
    try {
      for (const warning of await this.templates.all())
        this.#logger.warn(`${this.config.configFile}: ${warning}`);
    } catch (error) {
      this.#logger.warn(`The templates of the file were not tried: ${(error as Error).message}`);
    }
  }
}

/** Applies a part of the file, again where another gateway wrote at the same time. */
async function withRetries<T>(apply: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await apply();
    } catch (error) {
      const faulty = error instanceof GatewayError && error.code === 'invalid_config_file';
      if (faulty || tries === TRIES) throw error;
    }
  }
}
