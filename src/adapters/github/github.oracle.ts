import * as fc from 'fast-check';

/** Checks a dispatch beyond its schema: its size, as it is sent. */
export function faultsOf(body: string): object {
  const sent = body.slice(body.indexOf('"client_payload":') + '"client_payload":'.length, -1);
  return {
    tooLarge: Buffer.byteLength(body) > 65_536,
    notWhole: !sent.startsWith('{') || !sent.endsWith('}'),
  };
}

export const arbitraryOptions = fc.record(
  {
    token: fc.constant('github_pat_11ABCDEFG0abcdefghijkl'),
    eventType: fc.constantFrom('job', 'a "quoted" name'),
  },
  { requiredKeys: ['token'] },
);
