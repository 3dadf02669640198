import { existsSync } from 'node:fs';
import { registerHooks, type LoadHookSync, type ResolveHookSync } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type Runtime from 'jest-runtime';
import type { JestGlobals } from './module-mocks.ts';

/** One spec file with its environment. */
interface Spec {
  /** The project's folder. */
  readonly root: string;
  readonly transformer: Pick<ConstructorParameters<typeof Runtime.default>[3], 'transform'>;
  /** Returns the `@jest/globals` of this file. */
  readonly globals: () => JestGlobals;
}

const TRANSFORM = {
  collectCoverage: false,
  collectCoverageFrom: [] as string[],
  coverageProvider: 'v8',
  instrument: false,
  isInternalModule: false,
  supportsDynamicImport: true,
  supportsExportNamespaceFrom: true,
  supportsStaticESM: true,
  supportsTopLevelAwait: true,
} as const;
const GLOBALS = '@jest/globals';
const GLOBALS_URL = 'jest-globals:';
/** The part of a module's URL that says for which spec file it was loaded. */
const TURN = /\?spec=(\d+)$/;
/** Modules of `src` that are no tests. */
const SHARED = /^src\/(?!.*\.(?:spec|contract)\.ts$)/;

/** URLs of loaded modules, with the files that hold their source maps: stacks show lines of the sources. */
export const sourceMaps = new Map<string, string>();

let spec: Spec | null = null;
let root = '';
let turn = 0;

/** Begins the next spec file of this process. */
export function beginSpec(next: Spec): void {
  if (spec === null) {
    root = `${pathToFileURL(next.root).href}/`;
    registerHooks({ resolve, load });
  }
  spec = next;
  turn += 1;
}

/** The URL that a spec file, or a file of Jest's set-up, is imported by. */
export function urlOf(path: string): string {
  const { href } = pathToFileURL(path);
  return isOwn(href) ? `${href}?spec=${turn}` : href;
}

/** The globals of the current spec file, for the module that stands for `@jest/globals`. */
export function currentGlobals(): JestGlobals {
  return spec!.globals();
}

/**
 * Tests and what supports them are loaded anew for each spec file: they register hooks and hold what tests have opened.
 * Packages and the gateway's own modules are loaded once a process, as in the gateway.
 */
const resolve: ResolveHookSync = (specifier, context, next) => {
  const parent = context.parentURL ?? '';
  if (specifier === GLOBALS && isOwn(parent))
    return { url: `${GLOBALS_URL}${turnOf(parent)}`, shortCircuit: true };
  if (!specifier.startsWith('.') || !isOwn(parent)) return next(specifier, context);
  const url = sourceOf(new URL(specifier, parent).href);
  const of = TURN.exec(parent)?.[0] ?? '';
  return /\.[jt]s$/.test(url)
    ? { url: SHARED.test(url.slice(root.length)) ? url : `${url}${of}`, shortCircuit: true }
    : next(specifier, context);
};

const load: LoadHookSync = (url, context, next) => {
  if (url.startsWith(GLOBALS_URL)) return { format: 'module', source: globalsSource(), shortCircuit: true };
  if (!isOwn(url) || !/\.ts(?:\?|$)/.test(url)) return next(url, context);
  const { code, sourceMapPath } = spec!.transformer.transform(fileURLToPath(url), TRANSFORM);
  if (sourceMapPath !== null) sourceMaps.set(url, sourceMapPath);
  return { format: 'module', source: code, shortCircuit: true };
};

const isOwn = (url: string): boolean => url.startsWith(root) && !url.includes('/node_modules/');

/** Imports name the compiled file; beside the sources there is none. */
const sourceOf = (url: string): string =>
  url.endsWith('.js') && !existsSync(fileURLToPath(url)) ? `${url.slice(0, -'.js'.length)}.ts` : url;

function turnOf(url: string): string {
  const [, found] = TURN.exec(url) ?? [];
  if (found === undefined)
    throw new Error(
      `${url.slice(root.length)} imports ${GLOBALS}, but is loaded once for all spec files: move it to test/support.`,
    );
  return found;
}

function globalsSource(): string {
  const names = Object.keys(currentGlobals());
  return `import { currentGlobals } from ${JSON.stringify(import.meta.url)};
export const { ${names.join(', ')} } = currentGlobals();`;
}
