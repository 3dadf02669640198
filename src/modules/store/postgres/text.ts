/** PostgreSQL takes no NUL in a text; nothing that should be kept contains one (JSON writes it as `\u0000`). */
export function text(value: string): string {
  return value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value;
}

export function optionalText(value: string | null): string | null {
  return value === null ? null : text(value);
}
