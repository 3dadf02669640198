/**
 * Returns the message of a thrown value. Anything can be thrown, also null and values that cannot be converted to text.
 */
export function errorMessage(thrown: unknown): string {
  try {
    return String((thrown as { message?: unknown } | null | undefined)?.message ?? thrown);
  } catch {
    return 'an error without words';
  }
}
