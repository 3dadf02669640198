/** Repeats a batch until it returns 0, and returns the sum: a count above 0, full or not, does not show what is left. */
export async function inBatches(batch: () => Promise<number>): Promise<number> {
  let total = 0;
  for (;;) {
    const count = await batch();
    if (count === 0) return total;
    total += count;
  }
}
