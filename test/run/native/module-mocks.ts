/** The exports of `@jest/globals`. */
export interface JestGlobals extends Readonly<Record<string, unknown>> {
  readonly jest: object;
}

const REFUSED = [
  'mock',
  'doMock',
  'unmock',
  'dontMock',
  'deepUnmock',
  'setMock',
  'unstable_mockModule',
  'unstable_unmockModule',
  'createMockFromModule',
  'requireActual',
  'requireMock',
  'resetModules',
  'isolateModules',
  'isolateModulesAsync',
  'enableAutomock',
  'disableAutomock',
  'onGenerateMock',
];

/** Makes what Jest does to modules fail: Node loads them, and Jest's calls would change nothing. */
export function withoutModuleMocks(globals: JestGlobals): JestGlobals {
  for (const name of REFUSED) {
    const refuse = (): never => {
      throw new Error(
        `jest.${name} has no effect, because Node itself loads the modules of tests: hand over a double, or use jest.spyOn.`,
      );
    };
    Object.assign(globals.jest, { [name]: refuse });
  }
  return globals;
}
