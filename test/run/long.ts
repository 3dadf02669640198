/**
 * Spec files that only make sense long, as patterns of paths: they break gateways, databases, networks and disks under load, or run two
 * versions of the gateway side by side.
 */
export const LONG: readonly string[] = ['test/faults/(?!kill\\.spec)', 'test/upgrades/rolling\\.spec'];

/** Spec files that try less in `npm test`: fewer strikes, fewer generated messages, or a part of all combinations. */
export const SMALLER: readonly string[] = [
  'test/faults/kill\\.spec',
  'test/contracts/(?:adapter\\.contract|hostile-messages)\\.spec',
  'test/e2e/(?:backlog|endpoints-postgres|hostile-requests)\\.spec',
  'test/console/(?:drawn-messages|repair)\\.spec',
  'src/modules/config/mask-value\\.spec',
];

/** Tells a run of all tests from one of files or tests that are named, and from one of `npm run test:faults`. */
export const isQuickRun: boolean =
  ['', 'quick'].includes(process.env['FAULTS'] ?? '') &&
  process.argv.slice(2).every((argument) => /^-(?!-testPathPatterns|-testNamePattern)/.test(argument));
