import { MASK } from '../modules/model/mask.js';

/** Characters of a token that stay visible, so that people can tell two tokens apart. */
const SHOWN = 4;
const UUID = /[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}/i;
const HEX = /^[0-9a-f]{16,}$/i;

/** Services with a token in the path that need not look like one. */
const SERVICES: readonly { readonly host: RegExp; readonly before: RegExp }[] = [
  { host: /^hooks\.zapier\.com$/, before: /^hooks\/(catch|standard)\/\d+(\/|$)/ },
  { host: /^hook\.([a-z0-9]+\.)?(make|integromat)\.com$/, before: /^$/ },
  { host: /^maker\.ifttt\.com$/, before: /(^|\/)key$/ },
  { host: /^(www\.)?webhook\.site$/, before: /^$/ },
  { host: /^api\.telegram\.org$/, before: /^$/ },
];

/** Masks a segment of a path where it is a token. `before`: the segments before it. */
export function maskedSegment(segment: string, hostname: string, before: readonly string[]): string {
  const known = SERVICES.some((one) => one.host.test(hostname) && one.before.test(before.join('/')));
  if (!known && !isTokenLike(segment)) return segment;
  return segment.length > 3 * SHOWN ? `${segment.slice(0, SHOWN)}${MASK}` : segment && MASK;
}

/** True for long runs of mixed letters and digits; false for names such as `order-2024-notifications`. */
function isTokenLike(segment: string): boolean {
  const text = decoded(segment);
  if (UUID.test(text) || HEX.test(text)) return true;
  return text.split(/[-_.~:@+=,;!*'()\s]/).some(isRandomRun) || isRandomWhole(text);
}

function isRandomRun(run: string): boolean {
  const digits = run.replaceAll(/\D/g, '').length;
  const changes = run.match(/[a-z][A-Z0-9]|[A-Z0-9][a-z]|[A-Z][0-9]|[0-9][A-Z]/g)?.length ?? 0;
  if (run.length >= 12 && digits >= 2 && digits < run.length && changes >= 3) return true;
  return run.length >= 20 && digits < run.length && changes >= 5;
}

/** True for base64url with its hyphens and underscores. */
function isRandomWhole(text: string): boolean {
  return (
    text.length >= 24 && /^[\w-]+$/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text)
  );
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
