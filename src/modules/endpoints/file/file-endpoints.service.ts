import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { AuditLog } from '../../access/audit/audit-log.service.js';
import { GatewayConfig } from '../../config/gateway-config.js';
import { GatewayError } from '../../model/gateway-error.js';
import { SerialQueue } from '../../model/serial-queue.js';
import { ApplyFile, type Applied } from './apply-file.service.js';

/** How often the file is applied because another gateway wrote first. */
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
    private readonly audit: AuditLog,
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
    const { summary, changes, warnings } = await this.#applyWithRetries();
    for (const warning of warnings) this.#logger.warn(`${this.config.configFile}: ${warning}`);
    for (const change of changes) await this.audit.recordOfFile(change);
    return summary;
  }

  /** Applies the file, again where another gateway wrote at the same time. */
  async #applyWithRetries(): Promise<Applied> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.file.apply();
      } catch (error) {
        const faulty = error instanceof GatewayError && error.code === 'invalid_config_file';
        if (faulty || tries === TRIES) throw error;
      }
    }
  }
}
