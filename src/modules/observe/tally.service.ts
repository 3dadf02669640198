import { Injectable } from '@nestjs/common';

export interface Counts {
  events: number;
  delivered: number;
  failed: number;
  /** Attempts that did not deliver. */
  errors: number;
  retries: number;
}

/** Counts since the start of this process. */
@Injectable()
export class Tally {
  readonly #counts: Counts = { events: 0, delivered: 0, failed: 0, errors: 0, retries: 0 };
  readonly #errors = new Map<string, number>();

  add(what: keyof Counts): void {
    this.#counts[what]++;
  }

  error(webhookId: string): void {
    this.#counts.errors++;
    this.#errors.set(webhookId, this.errorsOf(webhookId) + 1);
  }

  errorsOf(webhookId: string): number {
    return this.#errors.get(webhookId) ?? 0;
  }

  get counts(): Readonly<Counts> {
    return { ...this.#counts };
  }
}
