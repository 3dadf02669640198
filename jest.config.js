import { availableParallelism, totalmem } from 'node:os';

const GIB = 2 ** 30;
/**
 * More workers than processors, because a third of a run is waiting: for retries, leases, restarts and browsers. With twice as many,
 * timeouts are missed on a busy machine. A worker takes up to 1 GiB with its gateways and its browser.
 */
const WORKERS = Math.max(2, Math.min(Math.ceil(availableParallelism() * 1.5), Math.floor(totalmem() / GIB)));

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/src', '<rootDir>/test', '<rootDir>/demo', '<rootDir>/bench', '<rootDir>/console'],
  testMatch: ['**/*.spec.ts'],
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
  // A test or a hook may start a gateway, which takes long on a machine with other work.
  testTimeout: 60_000,
};
