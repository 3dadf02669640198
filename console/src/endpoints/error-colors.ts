/** Colours of error codes, by their place in the list; they go on from the beginning. */
const COLORS = [
  'var(--bad)',
  'var(--warn)',
  'var(--accent-text)',
  'light-dark(#7a3e9d, #c79be0)',
  'light-dark(#a3482a, #f2a184)',
  'light-dark(#3f6212, #b5d66b)',
  'light-dark(#9d174d, #f4a3c4)',
  'light-dark(#1e40af, #93b4f5)',
  'var(--calm)',
] as const;

export function errorColor(place: number): string {
  return COLORS[place % COLORS.length]!;
}

/** Names an error code; the last of the list stands for all others. */
export function errorName(code: string | null): string {
  return code ?? 'Others';
}
