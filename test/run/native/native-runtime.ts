import { createRequire } from 'node:module';
import { loadAnew } from './load-anew.ts';
import { beginSpec, sourceMaps, urlOf } from './spec-modules.ts';
import { withoutModuleMocks, type JestGlobals } from './module-mocks.ts';

const require = createRequire(import.meta.url);
/** By `require`, because the types of the package describe that. */
const { default: Runtime } = require('jest-runtime') as typeof import('jest-runtime');

/**
 * Jest's runtime with Node's own modules. Jest loads and links every module anew for every spec file, in a `vm` context:
 * that took more than half of the processor's time of a run.
 */
export class NativeRuntime extends Runtime {
  constructor(...args: ConstructorParameters<typeof Runtime>) {
    super(...args);
    const [config, , , transformer, , , testPath] = args;
    const globals = (): JestGlobals =>
      withoutModuleMocks(this.requireModuleOrMock<JestGlobals>(testPath, '@jest/globals'));
    beginSpec({ root: config.rootDir, transformer, globals });
  }

  override unstable_shouldLoadAsEsm(): boolean {
    return true;
  }

  override unstable_importModule(path: string): Promise<unknown> {
    return import(urlOf(path));
  }

  /** Jest loads its test framework here, whose state is that of one spec file. */
  override requireInternalModule<T>(path: string): T {
    return loadAnew(path) as T;
  }

  override getSourceMaps(): Map<string, string> {
    return sourceMaps;
  }
}
