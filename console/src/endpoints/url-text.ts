const PAIRS: readonly (readonly [string, string])[] = [
  ['"', '"'],
  ["'", "'"],
  ['`', '`'],
  ['<', '>'],
  ['“', '”'],
  ['„', '“'],
  ['‘', '’'],
  ['«', '»'],
  ['(', ')'],
];

/** A pasted URL without what surrounds it in chats, mails and code: spaces and line breaks, quotes, angle brackets, a comma after it. */
export function tidyUrl(pasted: string): string {
  let text = pasted.replaceAll(/[\u200b-\u200d\u2060\ufeff]/g, '').trim();
  for (;;) {
    const bare = text.replace(/[,;]+$/, '').trim();
    const pair = PAIRS.find(
      ([open, close]) => bare.length > 1 && bare.startsWith(open) && bare.endsWith(close),
    );
    const next = pair === undefined ? bare : bare.slice(1, -1).trim();
    if (next === text) break;
    text = next;
  }
  // A URL holds no spaces: those inside come from a line that was broken.
  return /^(?:\w+\+)?https?:\/\//i.test(text) ? text.replaceAll(/\s*[\r\n]\s*/g, '') : text;
}

/** The same with `https://`, where that alone is missing: `hooks.slack.com/services/…`. Null where the text is something else. */
export function withScheme(text: string): string | null {
  const [, prefix = '', rest = ''] = /^(\w+\+)?(.*)$/s.exec(text.trim()) ?? [];
  const host =
    /^(?:\/\/)?((?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}][\p{L}\p{N}-]+(?::\d{1,5})?(?:[/?#]\S*)?)$/u.exec(
      rest,
    );
  return host === null ? null : `${prefix}https://${host[1]}`;
}
