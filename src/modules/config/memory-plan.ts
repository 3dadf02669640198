const MIB = 1024 * 1024;

/** From this limit on, nothing is made smaller than it is without a limit, bytes. */
export const ROOMY = 1024 * MIB;

/** Bounds of the memory that the gateway may use; sizes in bytes. */
export interface MemoryPlan {
  /** The limit that the plan is made for; null: none. */
  readonly limit: number | null;
  /** Deliveries in memory of all endpoints together, and the data of their events. */
  readonly deliveries: { readonly count: number; readonly bytes: number };
  /** Events that wait for their commit, and their data. */
  readonly acceptances: { readonly events: number; readonly bytes: number };
  /** Bodies of requests that are arriving: large ones, and those of callers without a key. */
  readonly bodies: { readonly large: number; readonly unproven: number };
  /** Cache of each of the two SQLite connections. */
  readonly databaseCache: number;
  /** Limits of V8's heaps, of the gateway and of its database thread; null: Node's own. */
  readonly heaps: Heaps | null;
}

/** Limits of V8's heaps, MiB. */
export interface Heaps {
  readonly main: HeapLimits;
  readonly database: HeapLimits;
}

/** Limits of one heap, MiB. */
export interface HeapLimits {
  /** Objects that live on. */
  readonly old: number;
  /** Each half of the space for new objects. */
  readonly semi: number;
}

/** Divides the memory. A plan for less than 1 GiB is smaller in proportion; least sizes let every request through that is allowed. */
export function memoryPlan(limit: number | null): MemoryPlan {
  const share = Math.min(1, (limit ?? ROOMY) / ROOMY);
  const part = (bytes: number, least: number): number => Math.max(least, Math.floor(bytes * share));
  return {
    limit,
    deliveries: { count: part(4096, 256), bytes: part(64 * MIB, 8 * MIB) },
    acceptances: { events: part(20_000, 1_000), bytes: part(64 * MIB, 16 * MIB) },
    bodies: { large: part(32 * MIB, 16 * MIB), unproven: part(64 * MIB, 16 * MIB) },
    databaseCache: part(32 * MIB, 2 * MIB),
    heaps: share < 1 ? heapsFor(limit!) : null,
  };
}

/** Leaves the larger half of the limit to what is not in V8's heaps: code, buffers, SQLite, threads. */
function heapsFor(limit: number): Heaps {
  const mib = limit / MIB;
  const semi = mib < 512 ? 1 : mib < 768 ? 4 : 8;
  return {
    main: { old: Math.max(80, Math.floor(mib * 0.45)), semi },
    database: { old: Math.max(32, Math.floor(mib * 0.25)), semi },
  };
}

/** Option of Node that bounds the heap of the process. */
export const heapOption = ({ main }: Heaps): string => `--max-old-space-size=${main.old}`;

/**
 * Says in one line what a limit leads to; null without a limit.
 * @param options of Node with which the process runs; default: those that a start gives it
 */
export function memoryText(
  { limit, heaps, deliveries, databaseCache }: MemoryPlan,
  options?: readonly string[],
): string | null {
  if (limit === null || heaps === null) return null;
  const derived = options === undefined || options.includes(heapOption(heaps));
  const heap = derived ? `heap ${heaps.main.old} MiB` : 'heap as Node was told';
  const cache = Math.round(databaseCache / MIB);
  return (
    `Memory limit ${Math.floor(limit / MIB)} MiB: ${heap}, database thread ${heaps.database.old} MiB, ` +
    `at most ${deliveries.count} deliveries in memory, database cache 2 × ${cache} MiB`
  );
}
