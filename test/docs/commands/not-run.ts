/** Blocks of the docs that the test of commands does not run: the page, how the block begins, and why, or which test runs it instead. */
export interface NotRun {
  readonly page: string;
  readonly starts: string;
  /** Why it cannot be run here; or, with `test`, what that test does of it. */
  readonly because: string;
  /** The test that runs it. */
  readonly test?: string;
}

const PACKED = {
  because: 'it packs, installs and starts both packages',
  test: 'test/package/installed-gateway.spec.ts',
};
const CLIENT = { because: 'it installs the packed client', test: 'test/clients/installed-package.spec.ts' };
const EXAMPLES = { because: 'it runs these three programs', test: 'test/clients/installed-package.spec.ts' };
const CHECK =
  'the check builds, and runs the tests: a second one inside it would build what they run on anew';

export const NOT_RUN: readonly NotRun[] = [
  {
    page: 'README.md',
    starts: 'npm ci && npm run demo',
    because: 'it runs the demo to its end',
    test: 'test/e2e/demo.spec.ts',
  },
  { page: 'README.md', starts: 'npm ci && npm test', because: CHECK },
  { page: 'README.md', starts: 'npm install ./streamgank', ...PACKED },
  { page: 'docs/install.md', starts: 'npm ci && npm pack', ...PACKED },
  {
    page: 'docs/install.md',
    starts: 'docker compose',
    because: 'it needs a Docker engine; npm run test:image runs the image',
  },
  {
    page: 'docs/install.md',
    starts: 'sudo npm install',
    because: 'it changes the system; the unit is checked',
    test: 'test/deploy/systemd.spec.ts',
  },
  { page: 'docs/quick-start/job-server.md', starts: 'npm install', ...CLIENT },
  { page: 'docs/quick-start/operator.md', starts: 'npm install', ...PACKED },
  { page: 'docs/quick-start/contributor.md', starts: 'npm ci', because: CHECK },
  {
    page: 'docs/quick-start/contributor.md',
    starts: 'npm run demo',
    because: 'it runs the demo',
    test: 'test/e2e/demo.spec.ts',
  },
  { page: 'docs/quick-start/contributor.md', starts: 'npm run start:dev', because: CHECK },
  {
    page: 'docs/quick-start/contributor.md',
    starts: 'npm run format',
    because: 'it changes the files of the repository',
  },
  { page: 'docs/performance.md', starts: 'npm run bench', because: 'it measures for minutes' },
  { page: 'examples/README.md', starts: 'WEBHOOK_SECRET_KEY', ...EXAMPLES },
  { page: 'examples/README.md', starts: 'curl', ...EXAMPLES },
];
