/** Remembers values by key, each made when it is first asked for. A full cache forgets everything and starts anew. */
export class BoundedCache<Key, Value extends NonNullable<unknown> | null> {
  readonly #values = new Map<Key, Value>();
  readonly #max: number;
  readonly #make: (key: Key) => Value;

  /**
   * @param max values that are remembered at most
   * @param make makes the value of a key; what it throws reaches the caller and is not remembered
   */
  constructor(max: number, make: (key: Key) => Value) {
    this.#max = max;
    this.#make = make;
  }

  get(key: Key): Value {
    const known = this.#values.get(key);
    if (known !== undefined) return known;
    const value = this.#make(key);
    if (this.#values.size >= this.#max) this.#values.clear();
    this.#values.set(key, value);
    return value;
  }

  /** Forgets everything. */
  clear(): void {
    this.#values.clear();
  }
}
