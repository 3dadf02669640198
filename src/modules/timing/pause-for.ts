/** Resolves after `ms` ms. The timer does not keep the process alive. */
export function pauseFor(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
