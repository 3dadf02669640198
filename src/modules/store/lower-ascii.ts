/** Makes ASCII letters small, as both stores compare texts; others keep their case. */
export function lowerAscii(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
