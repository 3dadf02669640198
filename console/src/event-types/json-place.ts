/** A token of JSON: a sign, a string, or another plain value. */
const TOKEN =
  /\s*(?:([{}[\],:])|("(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.]))/uy;

/** What may come next: a value, the first of a list or `]`, the first key or `}`, a key, a colon, or what follows a value. */
type Next = 'value' | 'item' | 'first' | 'key' | 'colon' | 'after';

/** Finds where a text stops being JSON, UTF-16 units from its start; its length where it ends too early. Browsers do not always tell it. */
export function jsonFaultAt(text: string): number {
  const open: string[] = [];
  let next: Next = 'value';
  let at = 0;
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(text);
    const start = at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0);
    const following: Next | null = found && after(found, next, open);
    if (following === null) return start;
    next = following;
    at = TOKEN.lastIndex;
  }
  return text.length;
}

/** Returns what may follow a token; null where the token may not stand there. */
function after([, sign, string]: RegExpExecArray, next: Next, open: string[]): Next | null {
  const inside = open.at(-1);
  if (sign === undefined && string !== undefined && (next === 'key' || next === 'first')) return 'colon';
  const takesValue = next === 'value' || next === 'item';
  if (sign === undefined) return takesValue ? 'after' : null;
  if (sign === ':') return next === 'colon' ? 'value' : null;
  if (sign === ',') return next === 'after' && inside ? (inside === '{' ? 'key' : 'value') : null;
  if (sign === '{' || sign === '[') {
    if (!takesValue) return null;
    open.push(sign);
    return sign === '{' ? 'first' : 'item';
  }
  const [start, empty] = sign === '}' ? (['{', 'first'] as const) : (['[', 'item'] as const);
  const closes = inside === start && (next === 'after' || next === empty);
  if (!closes) return null;
  open.pop();
  return 'after';
}
