/** Rules of `resolv.conf` that complete a name not written in full. */
export interface SearchRules {
  /** Domains to append, in order. */
  readonly domains: readonly string[];
  /** Number of dots from which on a name is first tried as it is. */
  readonly ndots: number;
  /** Whether IPv6 addresses are asked for (not with `options no-aaaa`). */
  readonly aaaa: boolean;
}

/** Limits of the C library. */
const NDOTS_MAX = 15;

/** Variables that change the C library's resolver for one process. */
export interface ResolverVariables {
  /** Replaces the search list. */
  readonly LOCALDOMAIN?: string | undefined;
  /** Adds options. */
  readonly RES_OPTIONS?: string | undefined;
}

/** Reads `search`, `domain` (the later line counts) and `options` of a `resolv.conf`. */
export function readSearchRules(text: string, variables: ResolverVariables = {}): SearchRules {
  let domains: readonly string[] = [];
  let options = '';
  for (const line of text.split(/\r?\n/)) {
    const [keyword, ...rest] = line
      .replace(/[#;].*$/, '')
      .trim()
      .split(/\s+/);
    if (keyword === 'search') domains = rest;
    else if (keyword === 'domain') domains = rest.slice(0, 1);
    else if (keyword === 'options') options += ` ${rest.join(' ')}`;
  }
  const { LOCALDOMAIN, RES_OPTIONS = '' } = variables;
  const words = `${options} ${RES_OPTIONS}`.split(/\s+/);
  const ndots = words.findLast((word) => /^ndots:\d+$/.test(word))?.slice('ndots:'.length) ?? 1;
  return {
    domains: LOCALDOMAIN === undefined ? domains.map(undotted) : LOCALDOMAIN.split(/\s+/).map(undotted),
    ndots: Math.min(Number(ndots), NDOTS_MAX),
    aaaa: !words.includes('no-aaaa'),
  };
}

/**
 * Lists the full names that a name may stand for, in the order of asking. A name that ends with a dot stands for itself
 * only.
 */
export function candidates(hostname: string, { domains, ndots }: SearchRules): readonly string[] {
  if (hostname.endsWith('.')) return [undotted(hostname)];
  const completed = domains.filter((domain) => domain !== '').map((domain) => `${hostname}.${domain}`);
  const dots = hostname.split('.').length - 1;
  return dots >= ndots ? [hostname, ...completed] : [...completed, hostname];
}

function undotted(name: string): string {
  return name.replace(/\.$/, '');
}
