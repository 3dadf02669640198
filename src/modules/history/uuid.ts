const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A delivery's or operation's id as it is stored; null for what can be none. */
export function uuidOf(text: string): string | null {
  return UUID.test(text) ? text.toLowerCase() : null;
}
