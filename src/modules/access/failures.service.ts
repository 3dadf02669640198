import { HttpException, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { normalizeIp, ThrottlerStorageService } from '@nestjs/throttler';

/** Wrong keys of one address in any window of so many ms that are answered as such. */
const FAILURES_MAX = 20;
const WINDOW_MS = 60_000;
/** Addresses counted by themselves; beyond them, those that come new share a count. */
const ADDRESSES_MAX = 10_000;

/**
 * Wrong keys, counted by address. Too many are answered with 429. The right key still passes: keys are too long to be
 * guessed at any rate, and who shares an address with a stray sender (a proxy, a host) must not be locked out by it.
 */
@Injectable()
export class Failures implements OnApplicationShutdown {
  readonly #logger = new Logger('Access');
  readonly #storage = new ThrottlerStorageService();

  /** Notes a failure of this address. Resolves with what it is to be answered: `refusal`, or 429. */
  async note(address: string, refusal: HttpException): Promise<HttpException> {
    const { totalHits, isBlocked, timeToBlockExpire } = await this.#storage.increment(
      this.#counted(address),
      WINDOW_MS,
      FAILURES_MAX,
      0,
      'failures',
    );
    if (!isBlocked) {
      if (totalHits === FAILURES_MAX)
        this.#logger.warn(`🔐 Too many wrong keys from ${address}: it is held off`);
      return refusal;
    }
    const message = 'Too many wrong keys came from your address. Try again later.';
    return new HttpException({ message, retryAfter: Math.max(1, timeToBlockExpire) }, 429);
  }

  onApplicationShutdown(): void {
    this.#storage.onApplicationShutdown();
  }

  /** IPv6 by its network of 64 bits: who has one address there has them all. */
  #counted(address: string): string {
    const key = String(normalizeIp(address));
    const { storage } = this.#storage;
    return storage.has(key) || storage.size < ADDRESSES_MAX ? key : 'others';
  }
}
