import { availableParallelism, totalmem } from 'node:os';
import { isQuickRun, LONG } from './test/run/long.ts';

const GIB = 2 ** 30;
/**
 * More workers than processors, because a third of a run is waiting: for retries, leases, restarts and browsers. Twice as many save a
 * tenth of the time, and miss timeouts on a busy machine. A worker takes up to 1 GiB with its gateways and its browser.
 */
const WORKERS = Math.max(2, Math.min(Math.ceil(availableParallelism() * 1.5), Math.floor(totalmem() / GIB)));

/** Without Jest's own module loader, which takes more time than the tests; coverage is counted by it alone. */
const NATIVE = process.argv.some((argument) => argument.startsWith('--coverage'))
  ? { testEnvironment: 'node' }
  : {
      testEnvironment: '<rootDir>/test/run/environment.js',
      runtime: '<rootDir>/test/run/runtime.js',
      injectGlobals: false,
    };

/** @type {import('jest').Config} */
export default {
  ...NATIVE,
  roots: ['<rootDir>/src', '<rootDir>/test', '<rootDir>/demo', '<rootDir>/bench', '<rootDir>/console'],
  testMatch: ['**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', ...(isQuickRun ? LONG : [])],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    // Large tables that class-validator loads for a rule that the gateway does not use.
    '^libphonenumber-js/max$': '<rootDir>/test/support/no-phone-numbers.cjs',
  },
  transform: { '^.+\\.ts$': '@swc/jest' },
  setupFiles: ['reflect-metadata'],
  globalSetup: '<rootDir>/test/run/begin.js',
  globalTeardown: '<rootDir>/test/run/end.js',
  testSequencer: '<rootDir>/test/run/order.js',
  coverageProvider: 'v8',
  collectCoverageFrom: ['src/**/*.ts', '!src/**/*.spec.ts', '!src/main.ts'],
  maxWorkers: WORKERS,
  // A worker that has run a hundred files takes longer than the default of 500 ms to end on a busy machine.
  workerGracefulExitTimeout: 10_000,
  // With a limit Jest runs no spec file in its own process, whose modules a watched run would keep.
  workerIdleMemoryLimit: '1GB',
  // A test or a hook may start a gateway, which takes long on a machine with other work.
  testTimeout: 60_000,
};
