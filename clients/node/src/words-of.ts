/** What a thrown value says of itself. Anything can be thrown, also null and what cannot be made a text. */
export function wordsOf(thrown: unknown): string {
  try {
    return String((thrown as { message?: unknown } | null | undefined)?.message ?? thrown);
  } catch {
    return 'an error without words';
  }
}
