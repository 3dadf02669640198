/** Writes Unix ms as the API and messages do: ISO 8601, UTC, with ms. */
export function isoTime(at: number): string {
  return new Date(at).toISOString();
}

/** Writes Unix ms like {@link isoTime}; null stays null. */
export function isoTimeOrNull(at: number | null): string | null {
  return at === null ? null : isoTime(at);
}

/** Writes Unix ms in a sentence, for people: `2026-01-08 12:00 UTC`. */
export function utcText(at: number): string {
  return `${isoTime(at).slice(0, -8).replace('T', ' ')} UTC`;
}
