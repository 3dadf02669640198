import { ModernFakeTimers } from '@jest/fake-timers';
import { ModuleMocker } from 'jest-mock';
import { sourceMaps } from './spec-modules.ts';
import { translatingOnly } from './stack-traces.ts';

/** Keys under which Jest keeps parts of one spec file on the global object: the tests, their handlers, timeouts and retries. */
const KEPT_BY_JEST: ReadonlySet<string | undefined> = new Set([
  'JEST_STATE_SYMBOL',
  'EVENT_HANDLERS',
  'TEST_TIMEOUT_SYMBOL',
  'RETRY_TIMES',
  'RETRY_TIMES_SETTER',
  'RETRY_IMMEDIATELY',
  'WAIT_BEFORE_RETRY',
  'LOG_ERRORS_BEFORE_RETRY',
]);

type Config = ConstructorParameters<typeof ModernFakeTimers>[0]['config'];

/** Lines of a stack: those of Jest at its end, and twenty of what was called. */
const FRAMES = 30;

/**
 * The surroundings of a spec file that runs in Node itself, without a `vm` context of its own. What a file changes of the
 * process is as it was before the next file: environment, folder, clock, spies, and what Jest itself keeps.
 */
export class SpecEnvironment {
  readonly global = globalThis;
  readonly moduleMocker = new ModuleMocker(globalThis);
  readonly fakeTimers = null;
  readonly fakeTimersModern: ModernFakeTimers;
  readonly #environment = { ...process.env };
  readonly #folder = process.cwd();
  // Jest wraps `exit` and replaces the console for each file.
  readonly #exit = process.exit;
  readonly #console = globalThis.console;

  constructor({ projectConfig }: { readonly projectConfig: Config }) {
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
  }

  /** Jest has set a hundred frames: every `expect` and every error of the code under test collects them. And it has installed its writer of stacks. */
  setup(): Promise<void> {
    Error.stackTraceLimit = FRAMES;
    const translate = Error.prepareStackTrace;
    if (translate) Error.prepareStackTrace = translatingOnly((module) => sourceMaps.has(module), translate);
    return Promise.resolve();
  }

  teardown(): Promise<void> {
    this.fakeTimersModern.dispose();
    this.moduleMocker.restoreAllMocks();
    for (const name of Object.keys(process.env)) if (!(name in this.#environment)) delete process.env[name];
    Object.assign(process.env, this.#environment);
    if (process.cwd() !== this.#folder) process.chdir(this.#folder);
    process.exit = this.#exit;
    // A worker keeps the file's console, which tells of what is logged after its end; Jest's own process needs its own.
    if (!process.connected) globalThis.console = this.#console;
    for (const key of Object.getOwnPropertySymbols(globalThis))
      if (KEPT_BY_JEST.has(key.description)) Reflect.deleteProperty(globalThis, key);
    return Promise.resolve();
  }

  exportConditions(): string[] {
    return ['node', 'node-addons'];
  }

  /** Returns null: there is no such context, but Jest asks for the method. */
  getVmContext(): null {
    return null;
  }
}
