import { isDeepStrictEqual } from 'node:util';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { GatewayConfig } from '../../config/gateway-config.js';
import { Clock } from '../../model/clock.js';
import { GatewayError } from '../../model/gateway-error.js';
import type { Definition } from '../definitions/definition.js';
import { DefinedEndpoints } from '../definitions/defined-endpoints.service.js';
import { EndpointCatalogue } from '../endpoint-catalogue.service.js';
import { EndpointWriter, type Write } from '../definitions/endpoint-writer.service.js';
import { readConfigFile, type FileEndpoint } from './config-file.js';

/** How long a key that was replaced in the file still signs, ms. */
const OVERLAP_MS = 24 * 3_600_000;
const TRIES = 5;

/**
 * Makes the stored endpoints of the file equal to the file: at the start, and whenever the process gets `SIGHUP`. Where
 * several gateways share a store, the file that was applied last holds for all.
 */
@Injectable()
export class FileEndpoints implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger('Webhooks');
  readonly #onSignal = (): void => void this.#reload();
  #applying: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly config: GatewayConfig,
    private readonly defined: DefinedEndpoints,
    private readonly catalogue: EndpointCatalogue,
    private readonly writer: EndpointWriter,
    private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.#applyAmongOthers();
    if (this.config.configFile !== null) process.on('SIGHUP', this.#onSignal);
  }

  onModuleDestroy(): void {
    process.off('SIGHUP', this.#onSignal);
  }

  /** One after the other; a file with faults changes nothing. */
  async #reload(): Promise<void> {
    this.#applying = this.#applying.then(() =>
      this.#applyAmongOthers().then(
        (summary) => this.#logger.log(`🔄 ${this.config.configFile} was read again: ${summary}`),
        (error: Error) => this.#logger.error(`The endpoints stay as they were: ${error.message}`),
      ),
    );
    await this.#applying;
  }

  /** Gateways that apply the same file at the same time stand in each other's way: who was slower looks again. */
  async #applyAmongOthers(): Promise<string> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.#apply();
      } catch (error) {
        const faulty = error instanceof GatewayError && error.code === 'invalid_config_file';
        if (faulty || tries === TRIES) throw error;
      }
    }
  }

  async #apply(): Promise<string> {
    const { configFile, brand } = this.config;
    const wanted = configFile === null ? [] : readConfigFile({ configFile, brand });
    await this.catalogue.reload();
    const writes = wanted.flatMap((endpoint) => this.#write(endpoint) ?? []);
    const kept = new Set(wanted.map(({ fingerprint }) => fingerprint));
    const removals = this.defined
      .all()
      .filter(({ stored }) => stored.source === 'file' && !kept.has(stored.fingerprint))
      .map(({ stored }) => stored.id);
    if (writes.length + removals.length > 0) await this.writer.write(writes, removals);
    return `${wanted.length} endpoints, ${writes.length} added or changed, ${removals.length} removed`;
  }

  /** Null where what is stored says the same. */
  #write({ fingerprint, definition }: FileEndpoint): Write | null {
    const known = this.defined.known().find(({ stored }) => stored.fingerprint === fingerprint);
    if (!known) return { source: 'file', fingerprint, definition, stored: null };
    const { stored, definition: before } = known;
    if (before && stored.removedAt === null && isSame(before, definition)) return null;
    return { source: 'file', definition: this.#withOverlap(definition, before), stored };
  }

  /** A key that is replaced in the file signs on for a while, as one that is rotated. */
  #withOverlap(definition: Definition, before: Definition | null): Definition {
    if (!before) return definition;
    const { secret: replaced = null, previous } = before.secrets;
    if (replaced === (definition.secrets.secret ?? null)) {
      return previous ? { ...definition, secrets: { ...definition.secrets, previous } } : definition;
    }
    const overlap = { secret: replaced, until: this.clock.now() + OVERLAP_MS };
    return { ...definition, secrets: { ...definition.secrets, previous: overlap } };
  }
}

function isSame(before: Definition, definition: Definition): boolean {
  const { previous } = before.secrets;
  const wanted = { ...definition, secrets: { ...definition.secrets, previous } };
  return isDeepStrictEqual(asStored(before), asStored(wanted));
}

/** What is left out and what is undefined are the same once they were stored. */
function asStored(definition: Definition): unknown {
  return JSON.parse(JSON.stringify(definition));
}
