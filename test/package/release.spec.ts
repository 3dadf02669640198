import { describe, expect, it } from '@jest/globals';
import { obstaclesOf } from '../../scripts/release/readiness.js';

const READY = {
  version: '1.2.0',
  versions: { 'clients/node/package.json': '1.2.0', 'package-lock.json': '1.2.0' },
  pages: { 'README.md': 'npm install ./streamgank-webhook-gateway-1.2.0.tgz', 'SECURITY.md': 'since 1.0.0' },
  changelog:
    '# Changelog\n\n## Unreleased\n\n## 1.2.0 - 2026-11-29\n\n- A feature.\n\n## 1.1.0 - 2026-10-01\n\n- Older.\n',
  changes: '',
  tags: ['v1.1.0'],
};

describe('A version', () => {
  it('is ready for a release when nothing is left to do', () => {
    expect(obstaclesOf(READY)).toEqual([]);
  });

  it.each([
    [{ changes: ' M src/main.ts\n' }, 'The work tree has changes:\n M src/main.ts'],
    [
      { versions: { ...READY.versions, 'package-lock.json': '1.1.0' } },
      'package-lock.json says version 1.1.0, package.json 1.2.0.',
    ],
    [
      { pages: { 'README.md': 'npm install ./streamgank-webhook-gateway-client-1.1.0.tgz' } },
      'README.md names streamgank-webhook-gateway-client-1.1.0.tgz, which is of another version.',
    ],
    [{ tags: ['v1.2.0'] }, 'The tag v1.2.0 exists: raise the version.'],
    [
      { changelog: READY.changelog.replace('1.2.0 - 2026-11-29', '1.2.0') },
      'CHANGELOG.md has no section "## 1.2.0 - YYYY-MM-DD".',
    ],
    [
      { changelog: READY.changelog.replace('- A feature.', '') },
      'The section 1.2.0 of CHANGELOG.md is empty.',
    ],
    [
      { changelog: READY.changelog.replace('Unreleased\n', 'Unreleased\n\n- More.\n') },
      'CHANGELOG.md has entries under "Unreleased": move them below the version.',
    ],
  ])('is held up by %j', (change, obstacle) => {
    expect(obstaclesOf({ ...READY, ...change })).toEqual([obstacle]);
  });
});
