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

/** The name before a URL in a settings file or a mail: `WEBHOOK_URLS=`, `export URL=`, `url:`. */
const NAMED = /^(?:export\s+)?[\w-]+\s*[=:]\s*(?=["'`<“]?(?:\w+\+)?https?:\/\/)/i;
/** A link as Slack copies it, `<URL|label>`, or as Markdown writes it, `[label](URL)`. */
const LINKS = [/^<([^<>|]+)\|[^<>]*>$/, /^\[[^\]]*\]\(([^()\s]+)\)$/];

/**
 * A pasted URL without what surrounds it in chats, mails and code: spaces and line breaks, quotes, angle brackets, the label of a
 * link, the name of a setting, a comma after it.
 */
export function tidyUrl(pasted: string): string {
  let text = pasted.replaceAll(/[\u200b-\u200d\u2060\ufeff]/g, '').trim();
  for (;;) {
    const bare = linked(
      text
        .replace(/[,;]+$/, '')
        .trim()
        .replace(NAMED, ''),
    );
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

function linked(text: string): string {
  const url = LINKS.map((link) => link.exec(text)?.[1]).find((found) => found !== undefined);
  return url ?? text;
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
