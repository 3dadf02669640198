/** Replaces NUL, which PostgreSQL refuses in a text; JSON writes it as `\u0000`, so that no event contains one. */
export function text(value: string): string {
  return value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value;
}

export function optionalText(value: string | null): string | null {
  return value === null ? null : text(value);
}
