/** Bytes that must arrive before a body counts as making progress. */
const PROGRESS_BYTES = 16 * 1024;

interface Share {
  bytes: number;
  /** Bodies that are still arriving, those without progress for the longest time first. */
  readonly receiving: Set<PooledBody>;
}

/** A request body that is arriving or being processed. */
export interface PooledBody {
  /** Counts arrived bytes; may drop this body or others to make room. */
  grow(bytes: number): void;
  /** Protects a complete body from being dropped while its request is processed. */
  keep(): void;
  /** Frees the bytes of the body. */
  release(): void;
}

export interface PoolLimits {
  /** Bytes of all bodies together, at most. */
  readonly total: number;
  /** Bytes of the bodies of one address, at most. */
  readonly share: number;
}

/**
 * Bounds the memory of request bodies. It counts the bytes that have arrived, not those that were announced. Beyond a
 * limit it drops the body that has made no progress for the longest time, of the same address first, so that a sender
 * that stalls cannot keep others out.
 */
export class BodyPool {
  readonly #limits: PoolLimits;
  readonly #all: Share = { bytes: 0, receiving: new Set() };
  readonly #shares = new Map<string, Share>();

  constructor(limits: PoolLimits) {
    this.#limits = limits;
  }

  /** Bytes of all bodies now. */
  get bytes(): number {
    return this.#all.bytes;
  }

  /** @param drop called at most once, when the body is dropped: the caller then refuses its request */
  open(address: string, drop: () => void): PooledBody {
    const share = this.#shares.get(address) ?? { bytes: 0, receiving: new Set() };
    this.#shares.set(address, share);
    const body = new Body([share, this.#all], drop, {
      makeRoom: () => {
        this.#drop(share, this.#limits.share);
        this.#drop(this.#all, this.#limits.total);
      },
      released: () => {
        if (share.bytes === 0 && share.receiving.size === 0) this.#shares.delete(address);
      },
    });
    return body;
  }

  #drop(share: Share, max: number): void {
    for (const body of share.receiving) {
      if (share.bytes <= max) return;
      (body as Body).drop();
    }
  }
}

interface Pool {
  readonly makeRoom: () => void;
  readonly released: () => void;
}

class Body implements PooledBody {
  #bytes = 0;
  #sinceProgress = 0;
  #over = false;

  constructor(
    private readonly shares: readonly Share[],
    private readonly dropped: () => void,
    private readonly pool: Pool,
  ) {
    for (const { receiving } of shares) receiving.add(this);
  }

  grow(bytes: number): void {
    if (this.#over) return;
    this.#bytes += bytes;
    for (const share of this.shares) share.bytes += bytes;
    this.#sinceProgress += bytes;
    if (this.#sinceProgress >= PROGRESS_BYTES) this.#progress();
    this.pool.makeRoom();
  }

  keep(): void {
    for (const { receiving } of this.shares) receiving.delete(this);
  }

  release(): void {
    if (this.#over) return;
    this.#over = true;
    this.keep();
    for (const share of this.shares) share.bytes -= this.#bytes;
    this.pool.released();
  }

  drop(): void {
    this.release();
    this.dropped();
  }

  #progress(): void {
    this.#sinceProgress = 0;
    for (const { receiving } of this.shares) if (receiving.delete(this)) receiving.add(this);
  }
}
