const LINK_MAX = 1_000;

export const LINK_ACCEPTED =
  'an http:// or https:// URL in which {{ … }} stands for parts of the event, such as https://studio.example/jobs/{{ data.job_id }}';

/**
 * Finds the fault of the template of a link, as the rest of a sentence; null: none. The host is fixed, so that the data of
 * an event never chooses where a link leads.
 */
export function linkFault(text: string): string | null {
  // oxlint-disable-next-line no-control-regex -- URLs hold none of these characters
  if (text.length > LINK_MAX || /[\u0000-\u001f\u007f]/.test(text))
    return 'is too long or holds control characters';
  const [, origin = ''] = /^(https?:\/\/[^/?#\s]*)/i.exec(text) ?? [];
  if (origin.includes('{')) return 'has a template in its host';
  const url = URL.parse(origin);
  if (!url) return 'is not a URL';
  return url.username || url.password ? 'has a user name or password in it' : null;
}
