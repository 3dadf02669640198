/** A fact and null, or the fault that was found. */
export type Checked = readonly [fact: string, fault: string | null];

/** Makes a fact. @param found what shows that it does not hold */
export const fact = (text: string, holds: boolean, found: unknown = ''): Checked => [
  text,
  holds ? null : JSON.stringify(found),
];

/** Prints each fact as soon as it is known, and counts them. An error counts as a fact that does not hold. */
export async function countFacts(
  facts: AsyncIterable<Checked>,
  counts: { passed: number; failed: number },
  what: string,
): Promise<void> {
  try {
    for await (const [text, fault] of facts) {
      counts[fault === null ? 'passed' : 'failed']++;
      console.log(fault === null ? `  ✓ ${text}` : `  ✕ ${text}: ${fault}`);
    }
  } catch (error) {
    counts.failed++;
    console.log(`  ✕ ${what}: ${(error as Error).message}`);
  }
}
