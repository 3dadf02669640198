import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TempFolder } from '../../support/temp-folder.js';

const PROJECT = join(import.meta.dirname, '../../..');
const RUN = join(PROJECT, 'test/run');

const FILES: Readonly<Record<string, string>> = {
  'src/counter.ts': 'let count = 0;\nexport const next = (): number => (count += 1);\n',
  'src/lost.ts': "import { it } from '@jest/globals';\nexport const lost = it;\n",
  'test/support.ts': `
import { afterAll } from '@jest/globals';
interface ErasedByTheTransform { readonly lines: 'of the source count' }
let count = 0;
export const next = (): number => (count += 1);
export const fail = (): never => { throw new Error('too far') };
afterAll(() => { process.env['HOOKS'] = 'ran'; throw new Error('the hook of the support') });`,
  'test/1-leaves.spec.ts': `
import { expect, it, jest } from '@jest/globals';
import { next } from '../src/counter.js';
import { fail, next as own } from './support.js';
jest.setTimeout(50);
it('counts', () => { expect([next(), own()]).toEqual([1, 1]) });
it('fails', () => { fail() });
it('mocks a module', () => { jest.mock('../src/counter.js') });
it('never ends', () => new Promise(() => undefined));
it('leaves what it has changed', () => {
  process.env['LEFT'] = 'yes';
  process.chdir('/');
  jest.spyOn(Math, 'random').mockReturnValue(7);
  jest.useFakeTimers({ now: 0 });
});`,
  'test/2-finds.spec.ts': `
import { expect, it } from '@jest/globals';
import { next } from '../src/counter.js';
import { next as own } from './support.js';
it('counts on', () => { expect([next(), own()]).toEqual([2, 1]) });
it('finds all as it was', async () => {
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(process.env['LEFT']).toBeUndefined();
  expect(process.cwd()).not.toBe('/');
  expect(Math.random()).toBeLessThan(1);
  expect(Date.now()).toBeGreaterThan(1e12);
});`,
  'test/3-lost.spec.ts': "import { lost } from '../src/lost.js';\nlost('is never run', () => undefined);\n",
};

interface FileResult {
  readonly name: string;
  readonly message: string;
  readonly assertionResults: readonly {
    readonly title: string;
    readonly status: string;
    readonly failureMessages: string[];
  }[];
}

describe('Spec files that Node itself loads', () => {
  const folder = new TempFolder();
  const results = new Map<string, FileResult>();

  beforeAll(async () => {
    for (const [name, text] of Object.entries({
      ...FILES,
      'jest.config.json': configOf(folder.path),
      'package.json': '{"type":"module"}',
    })) {
      mkdirSync(dirname(folder.file(name)), { recursive: true });
      writeFileSync(folder.file(name), text);
    }
    await jestIn(folder.path);
    const { testResults } = JSON.parse(readFileSync(folder.file('results.json'), 'utf8')) as {
      testResults: FileResult[];
    };
    for (const file of testResults) results.set(file.name.slice(folder.path.length + 1), file);
  });
  afterAll(() => folder[Symbol.dispose]());

  const statuses = (name: string): unknown =>
    Object.fromEntries(results.get(name)!.assertionResults.map(({ title, status }) => [title, status]));
  const failure = (title: string): string =>
    results
      .get('test/1-leaves.spec.ts')!
      .assertionResults.find((one) => one.title === title)!
      .failureMessages.join('\n');

  it('share the modules of src, and have what supports tests of their own', () => {
    expect(statuses('test/1-leaves.spec.ts')).toMatchObject({ counts: 'passed' });
    expect(statuses('test/2-finds.spec.ts')).toMatchObject({ 'counts on': 'passed' });
  });

  it('find environment, folder, spies, clock and timeout as they were before the file that ran first', () => {
    expect(statuses('test/1-leaves.spec.ts')).toMatchObject({ 'leaves what it has changed': 'passed' });
    expect(statuses('test/2-finds.spec.ts')).toMatchObject({ 'finds all as it was': 'passed' });
  });

  it('run the hooks that support registers, for every file', () => {
    for (const name of ['test/1-leaves.spec.ts', 'test/2-finds.spec.ts'])
      expect(results.get(name)!.message).toContain('the hook of the support');
  });

  it('show failures with the lines of the sources', () => {
    expect(failure('fails')).toMatch(/support\.ts:6:[^]*1-leaves\.spec\.ts:7:/);
    expect(failure('never ends')).toMatch(/Exceeded timeout of 50 ms[^]*1-leaves\.spec\.ts:9:/);
  });

  it('are told that modules cannot be mocked', () => {
    expect(failure('mocks a module')).toContain(
      'jest.mock has no effect, because Node itself loads the modules',
    );
  });

  it('are told when a module of src defines tests', () => {
    expect(results.get('test/3-lost.spec.ts')!.message).toContain(
      'src/lost.ts imports @jest/globals, but is loaded once',
    );
  });
});

function configOf(rootDir: string): string {
  const swc = JSON.parse(readFileSync(join(PROJECT, '.swcrc'), 'utf8')) as object;
  return JSON.stringify({
    rootDir,
    testMatch: ['**/*.spec.ts'],
    extensionsToTreatAsEsm: ['.ts'],
    transform: { '^.+\\.ts$': [join(PROJECT, 'node_modules/@swc/jest/index.js'), { ...swc, swcrc: false }] },
    testEnvironment: join(RUN, 'environment.js'),
    runtime: join(RUN, 'runtime.js'),
    injectGlobals: false,
    cacheDirectory: join(rootDir, 'cache'),
    // One worker for all files, the largest first.
    maxWorkers: 1,
    workerIdleMemoryLimit: '1GB',
  });
}

/** Runs Jest to its end; that tests fail is no error. */
function jestIn(cwd: string): Promise<string> {
  const jest = join(PROJECT, 'node_modules/jest/bin/jest.js');
  return new Promise((resolve) => {
    execFile(process.execPath, [jest, '--json', '--outputFile=results.json'], { cwd }, (_, __, stderr) =>
      resolve(stderr),
    );
  });
}
