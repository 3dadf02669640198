import * as fc from 'fast-check';

export { faultsOf, linksOf, pingsOf, seenOf } from '../block-kit/block-kit.oracle.ts';

export const arbitraryOptions = fc.record(
  {
    channel: fc.constantFrom('C0123ABCD', '#renders'),
    nativeButtons: fc.boolean(),
    appToken: fc.constant('xapp-1-A0123ABCD-1234567890-example'),
    buttonUsers: fc.constantFrom('U0123ABCD', 'U0123ABCD, W4567EFGH'),
  },
  { requiredKeys: [] },
);
