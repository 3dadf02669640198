import { spawnSync } from 'node:child_process';

/** Time that one command may take, ms; whoever runs the whole sets a limit as well. */
const LIMIT_MS = 900_000;

/**
 * Runs a program and waits for its end.
 * @returns its standard output, trimmed
 * @throws with the end of its output where it fails
 */
export function command(
  program: string,
  args: readonly string[],
  limitMs = LIMIT_MS,
  env?: NodeJS.ProcessEnv,
): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
    timeout: limitMs,
    maxBuffer: 2 ** 28,
    ...(env && { env }),
  });
  if (status === 0) return stdout.trim();
  const end = `${stdout ?? ''}${stderr ?? ''}`.slice(-4_000);
  throw new Error(`${program} ${args[0]} failed (${error?.message ?? `exit code ${status}`}):\n${end}`);
}

/** Tells whether the machine has a program. */
export function has(program: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
}
