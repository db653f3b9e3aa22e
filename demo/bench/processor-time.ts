/** Processor seconds that some work took in this process, helper threads included: the wait for a busy machine is left out. */
export function processorSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
