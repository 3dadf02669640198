import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { AuditLog } from '../../access/audit/audit-log.service.js';
import { GatewayConfig } from '../../config/gateway-config.js';
import { GatewayError } from '../../model/gateway-error.js';
import { ApplyFile, type Applied } from './apply-file.service.js';

const TRIES = 5;

/**
 * Applies the file at the start, and whenever the process gets `SIGHUP`, and writes down what that has changed. Where
 * several gateways share a store, the file that was applied last holds for all.
 */
@Injectable()
export class FileEndpoints implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger('Webhooks');
  readonly #onSignal = (): void => void this.#reload();
  #applying: Promise<unknown> = Promise.resolve();

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

  /** One after the other; a file with faults changes nothing. */
  async #reload(): Promise<void> {
    this.#applying = this.#applying.then(() =>
      this.#apply().then(
        (summary) => this.#logger.log(`🔄 ${this.config.configFile} was read again: ${summary}`),
        (error: Error) => this.#logger.error(`The endpoints stay as they were: ${error.message}`),
      ),
    );
    await this.#applying;
  }

  async #apply(): Promise<string> {
    const { summary, changes, warnings } = await this.#applyAmongOthers();
    for (const warning of warnings) this.#logger.warn(`⚠️ ${this.config.configFile}: ${warning}`);
    for (const change of changes) await this.audit.recordOfFile(change);
    return summary;
  }

  /** Gateways that apply the same file at the same time stand in each other's way: who was slower looks again. */
  async #applyAmongOthers(): Promise<Applied> {
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
