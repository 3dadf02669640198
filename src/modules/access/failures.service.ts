import { createHash } from 'node:crypto';
import { HttpException, Injectable, Logger } from '@nestjs/common';
import { Clock } from '../model/clock.js';
import { bucketsOf, GUESSES_OF_ADDRESS, GUESSES_OF_SITE, type Bucket } from './address-buckets.js';
import { RefusalLog } from './audit/refusal-log.service.js';
import { GuessCounts, WINDOW_MS } from './guess-counts.js';

/** The kind of credential that failed: a key (also at sign-in), a signature, or the link of an action. Each kind is counted by itself. */
export type Credential = 'key' | 'signature' | 'link';

const PLURAL: Readonly<Record<Credential, string>> = { key: 'keys', signature: 'signatures', link: 'links' };

/**
 * Counts wrong keys and signatures by address. After 20 failures in a minute, further ones get 429. After 20 different
 * ones the address is locked out for a minute: none of its keys is checked, right or wrong, so that guessing is
 * useless. A sender with an outdated key repeats the same one, and so does not lock out others behind its address.
 */
@Injectable()
export class Failures {
  readonly #logger = new Logger('Access');
  readonly #counts = new GuessCounts(GUESSES_OF_SITE);

  constructor(
    private readonly clock: Clock,
    private readonly refusals: RefusalLog,
  ) {}

  /** Returns the refusal (429) of a locked-out address; null for all others. */
  lockOut(address: string, proof: Credential): HttpException | null {
    if (this.#counts.empty) return null;
    const now = this.clock.now();
    const locked = bucketsOf(address).find((bucket) => this.#isLocked(bucket, proof, now));
    if (locked === undefined) return null;
    return tooMany(proof, this.#counts.of(nameOf(locked, proof), now).endsAt - now);
  }

  /**
   * Counts a failure of this address.
   *
   * @param guess the wrong credential in clear; only a digest of it is kept, for a minute
   * @returns the answer to the failure: `refusal`, or 429
   */
  note(address: string, proof: Credential, guess: string, refusal: HttpException): HttpException {
    const now = this.clock.now();
    const digest = createHash('sha256').update(guess).digest('base64').slice(0, 12);
    const buckets = bucketsOf(address);
    const counted = buckets.map((bucket) => {
      const wasLocked = this.#isLocked(bucket, proof, now);
      const failed = this.#counts.add(nameOf(bucket, proof), digest, now);
      if (!wasLocked && this.#isLocked(bucket, proof, now)) this.#lock(bucket, proof, now);
      return failed;
    });
    const { attempts, endsAt } = counted[0]!;
    if (attempts <= GUESSES_OF_ADDRESS) {
      if (attempts === GUESSES_OF_ADDRESS && this.lockOut(address, proof) === null)
        this.#warn(address, proof);
      return refusal;
    }
    return tooMany(proof, endsAt - now);
  }

  #isLocked(bucket: Bucket, proof: Credential, now: number): boolean {
    return this.#counts.of(nameOf(bucket, proof), now).guesses >= bucket.guessesMax;
  }

  #lock(bucket: Bucket, proof: Credential, now: number): void {
    this.#counts.extend(nameOf(bucket, proof), now);
    this.#logger.warn(
      `🔐 ${bucket.name} is locked out for ${WINDOW_MS / 1000} s: ${bucket.guessesMax} different wrong ${PLURAL[proof]}`,
    );
    this.refusals.noteLockOut(bucket.name, { proof, guesses: bucket.guessesMax, for_ms: WINDOW_MS });
  }

  #warn(address: string, proof: Credential): void {
    this.#logger.warn(`🔐 Too many wrong ${PLURAL[proof]} from ${address}: further ones get 429`);
  }
}

function nameOf({ name }: Bucket, proof: Credential): string {
  return `${proof} ${name}`;
}

function tooMany(proof: Credential, forMs: number): HttpException {
  const message = `Too many wrong ${PLURAL[proof]} came from your address. Try again later.`;
  return new HttpException({ message, retryAfter: Math.max(1, Math.ceil(forMs / 1000)) }, 429);
}
