const PLAIN_KEY = /^[^\s.:[\]",\\]+$/;

/** Writes a step of a path as a query has it: `.name`, `["a name"]`, `[0]`. */
export function printStep(step: string | number): string {
  if (typeof step === 'number') return `[${step}]`;
  return PLAIN_KEY.test(step) ? `.${step}` : `["${step}"]`;
}
