/** Use of one of the target's limits by a message, in the limit's own unit. */
export interface Usage {
  /** As in `limits` of the adapter. */
  readonly name: string;
  readonly used: number;
  readonly max: number;
}

/** Lists the measured limits, each with the fullest place it applies to. */
export function usages(
  limits: Readonly<Record<string, number>>,
  measured: Readonly<Record<string, readonly number[]>>,
): Usage[] {
  return Object.entries(limits).flatMap(([name, max]) => {
    const values = measured[name];
    return values === undefined ? [] : [{ name, used: Math.max(0, ...values), max }];
  });
}

/** Measures a text in UTF-16 units; 0 for any other value. */
export function lengthOf(value: unknown): number {
  return typeof value === 'string' ? value.length : 0;
}
