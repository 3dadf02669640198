import * as fc from 'fast-check';

/** Percent-encoded octets, but those of `$`, `(`, `)`, `*` and `|`: adapters encode these signs, and oracles read them back. */
const segment = fc.stringMatching(
  /^(?:[\w.~!$&'()*+,;=:@-]|%[013-689A-F][0-9A-F]|%2[0-35-7B-F]|%7[0-9ABD-F]){0,12}$/,
);
const rest = fc.stringMatching(
  /^(?:[\w.~!$&'()*+,;=:@/?-]|%[013-689A-F][0-9A-F]|%2[0-35-7B-F]|%7[0-9ABD-F]){0,24}$/,
);

/**
 * URLs of http and https with any host, port, path, query and fragment. `webUrl` of fast-check, which makes the same, takes
 * more than a second of processor time before it makes the first one.
 */
export const arbitraryUrl: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('http', 'https'),
    fc.webAuthority({ withIPv4: true, withIPv6: true, withPort: true }),
    fc.array(segment, { maxLength: 4 }),
    fc.option(rest),
    fc.option(rest),
  )
  .map(([scheme, authority, path, query, fragment]) =>
    [
      `${scheme}://${authority}${path.map((part) => `/${part}`).join('')}`,
      query === null ? '' : `?${query}`,
      fragment === null ? '' : `#${fragment}`,
    ].join(''),
  );
