import { CommanderError } from 'commander';

/** Exit codes of every command. */
export const EXIT = { ok: 0, failed: 1, usage: 2 } as const;

/** An error whose message is all that a person has to read; the process ends with its exit code. */
export class CliError extends Error {
  constructor(
    message: string,
    readonly exitCode: number = EXIT.failed,
    options: ErrorOptions = {},
  ) {
    super(message, options);
    this.name = 'CliError';
  }
}

/** The exit code after an error that a command threw. Commander's own errors, but for help and version, mean a wrong call. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CliError) return error.exitCode;
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  return EXIT.failed;
}

/** Makes the error of a command that was called wrongly. */
export function misuse(message: string): CliError {
  return new CliError(message, EXIT.usage);
}
