import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/** The time that ended processes have to disappear, ms. */
const GRACE_MS = 3_000;

interface Process {
  readonly pid: number;
  readonly group: number;
  readonly command: string;
}

/** All processes of the machine; empty where there is no `ps`, as in small containers. */
function processes(): readonly Process[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,pgid=,args='], { encoding: 'utf8' });
  return (stdout ?? '').split('\n').flatMap((line) => {
    const [, pid, group, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    // A process that has ended and that nobody has asked for its code is shown in brackets, or as defunct.
    return pid === undefined || /^\[|^ps |<defunct>/.test(command)
      ? []
      : [{ pid: Number(pid), group: Number(group), command }];
  });
}

/** Gateways, databases and other processes of the run's process group that outlive the run. */
export class Leftovers {
  readonly #before = new Set(processes().map(({ pid }) => pid));

  /** Resolves when none is left; rejects with their command lines when some stay. */
  async none(): Promise<void> {
    const end = performance.now() + GRACE_MS;
    for (;;) {
      const left = this.#since();
      if (left.length === 0) return;
      if (performance.now() > end) {
        const lines = left.map(({ pid, command }) => `${pid} ${command.slice(0, 200)}`);
        throw new Error(`Processes of the test run are left:\n${lines.join('\n')}`);
      }
      await sleep(100);
    }
  }

  #since(): readonly Process[] {
    const all = processes();
    const group = all.find(({ pid }) => pid === process.pid)?.group;
    return all.filter((one) => one.group === group && !this.#before.has(one.pid));
  }
}
