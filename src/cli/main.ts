import { CommanderError } from 'commander';
import { GatewayError } from '../modules/model/gateway-error.js';
import { CliError, EXIT, exitCodeOf } from './cli-error.js';
import { jsonText } from './output.js';
import { program } from './program.js';

/** Runs the command line. @returns the exit code; a gateway that was started runs on */
async function run(args: readonly string[]): Promise<number> {
  const json = args.includes('--json');
  try {
    await program(json).parseAsync(args.length === 0 ? ['start'] : args, { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    const exitCode = exitCodeOf(error);
    if (json && exitCode !== EXIT.ok)
      tell(jsonText({ error: { message: messageOf(error), exit_code: exitCode } }));
    // Commander has printed its message.
    else if (!(error instanceof CommanderError)) tell(messageOf(error));
    return exitCode;
  }
}

/** The message of an error that a person can act on, the stack of any other. */
function messageOf(error: unknown): string {
  const { message, stack = message } = error as Error;
  const isSentence = [CliError, GatewayError, CommanderError].some((type) => error instanceof type);
  return isSentence ? message.replace(/^error: /, '') : stack;
}

const tell = (text: string): void => void process.stderr.write(`${text}\n`);

process.exitCode = await run(process.argv.slice(2));
