/** Until a batch finds nothing: a full one says nothing about what is left, nor does a part of one. Returns the sum. */
export async function inBatches(batch: () => Promise<number>): Promise<number> {
  let total = 0;
  for (;;) {
    const count = await batch();
    if (count === 0) return total;
    total += count;
  }
}
