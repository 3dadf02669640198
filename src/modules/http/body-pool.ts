/** A body counts as making progress with every so many bytes that arrive: fewer prove nothing. */
const STEP = 16 * 1024;

interface Share {
  bytes: number;
  /** The one that has made no progress for the longest time comes first. */
  readonly receiving: Set<PooledBody>;
}

/** One request body on its way into memory. */
export interface PooledBody {
  /** Counts bytes that have arrived; may drop this body or others to make room. */
  grow(bytes: number): void;
  /** From now on it is not dropped: the body is whole, and is being worked on. */
  keep(): void;
  /** Nothing of it is in memory any more. */
  release(): void;
}

export interface PoolLimits {
  /** Of all bodies together, bytes. */
  readonly total: number;
  /** Of the bodies of one address, bytes. */
  readonly share: number;
}

/**
 * Bounds the memory of request bodies by what has arrived, never by what was announced. When there is no room, the
 * body that has made no progress for the longest time is dropped, within its address first: a sender that stalls,
 * however much it announced or sent before, stands in nobody's way.
 */
export class BodyPool {
  readonly #limits: PoolLimits;
  readonly #all: Share = { bytes: 0, receiving: new Set() };
  readonly #shares = new Map<string, Share>();

  constructor(limits: PoolLimits) {
    this.#limits = limits;
  }

  /** Bytes held now. */
  get bytes(): number {
    return this.#all.bytes;
  }

  /** @param drop called at most once, when the body is dropped: its request is then to be refused */
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
  #sinceStep = 0;
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
    this.#sinceStep += bytes;
    if (this.#sinceStep >= STEP) this.#progress();
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
    this.#sinceStep = 0;
    for (const { receiving } of this.shares) if (receiving.delete(this)) receiving.add(this);
  }
}
