import { Injectable } from '@nestjs/common';

/** Figures since the start of this process. */
export interface ProcessCounts {
  /** Accepted events. */
  events: number;
  /** Deliveries that were delivered. */
  delivered: number;
  /** Deliveries that failed permanently or were cancelled unsent. */
  failed: number;
  /** Attempts that failed. */
  errors: number;
  /** Failed attempts that are followed by another. */
  retries: number;
}

/** Counts what this process has done since its start. */
@Injectable()
export class ProcessCounters {
  readonly #counts: ProcessCounts = { events: 0, delivered: 0, failed: 0, errors: 0, retries: 0 };
  readonly #errors = new Map<string, number>();

  add(what: keyof ProcessCounts): void {
    this.#counts[what]++;
  }

  /** Counts a failed attempt of an endpoint. */
  error(webhookId: string): void {
    this.#counts.errors++;
    this.#errors.set(webhookId, this.errorsOf(webhookId) + 1);
  }

  /** Failed attempts of an endpoint. */
  errorsOf(webhookId: string): number {
    return this.#errors.get(webhookId) ?? 0;
  }

  get counts(): Readonly<ProcessCounts> {
    return { ...this.#counts };
  }
}
