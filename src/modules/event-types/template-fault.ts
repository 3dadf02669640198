/** Where a template cannot be used, and why. */
export interface TemplatePlace {
  readonly message: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

/** Finds the fault of a template; null where it can be used. */
export function templateFault(_source: string): TemplatePlace | null {
  return null;
}
