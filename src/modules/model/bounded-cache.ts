/** Bounds the size of what a cache remembers, in any unit. */
interface Weight<Key> {
  /** Weight of the value of a key. */
  readonly of: (key: Key) => number;
  /** Most weight of all values together. */
  readonly max: number;
}

/** Remembers values by key, each made when it is first asked for. A full cache forgets everything and starts anew. */
export class BoundedCache<Key, Value extends NonNullable<unknown> | null> {
  readonly #values = new Map<Key, Value>();
  readonly #max: number;
  readonly #make: (key: Key) => Value;
  readonly #weight: Weight<Key>;
  #held = 0;

  /**
   * @param max values that are remembered at most
   * @param make makes the value of a key; what it throws reaches the caller and is not remembered
   * @param weight bounds the values by their size too
   */
  constructor(max: number, make: (key: Key) => Value, weight: Weight<Key> = { of: () => 0, max: 0 }) {
    this.#max = max;
    this.#make = make;
    this.#weight = weight;
  }

  get(key: Key): Value {
    const known = this.#values.get(key);
    if (known !== undefined) return known;
    const value = this.#make(key);
    const weight = this.#weight.of(key);
    if (this.#values.size >= this.#max || this.#held + weight > this.#weight.max) this.clear();
    this.#values.set(key, value);
    this.#held += weight;
    return value;
  }

  /** Forgets everything. */
  clear(): void {
    this.#values.clear();
    this.#held = 0;
  }
}
