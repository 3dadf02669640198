/**
 * The time that the processor spends in `work`, ms. Unlike the time on the clock, it does not grow while other processes
 * keep this one waiting, so that tests of linear time need no quiet machine.
 */
export function processorMs(work: () => unknown): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}
