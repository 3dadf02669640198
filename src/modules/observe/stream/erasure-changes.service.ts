import { Injectable } from '@nestjs/common';
import { ErasureStore } from '../../store/erasure-store.js';

/** Notices erasures that any node has done since the last look. */
@Injectable()
export class ErasureChanges {
  #known: number | null = null;

  constructor(private readonly store: ErasureStore) {}

  /** Resolves with true where a job was erased since the last call; with false at the first. Rejects when the store does not answer. */
  async next(): Promise<boolean> {
    const before = this.#known;
    this.#known = await this.store.countDone();
    return before !== null && before !== this.#known;
  }
}
