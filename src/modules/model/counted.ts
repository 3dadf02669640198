/** Writes a count with its noun: `1 delivery`, `3 deliveries`, `0 events`. @param noun English, in the singular */
export function counted(count: number, noun: string): string {
  if (count === 1) return `1 ${noun}`;
  return `${count} ${/[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`}`;
}
