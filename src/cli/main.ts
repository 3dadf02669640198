import { CommanderError } from 'commander';
import { GatewayError } from '../modules/model/gateway-error.js';
import { CliError, EXIT, exitCodeOf } from './cli-error.js';
import { program } from './program.js';

/** Runs the command line. @returns the exit code; a gateway that was started runs on */
async function run(args: readonly string[]): Promise<number> {
  try {
    await program().parseAsync(args.length === 0 ? ['start'] : args, { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    // Commander has printed its message.
    if (!(error instanceof CommanderError)) {
      const isSentence = error instanceof CliError || error instanceof GatewayError;
      const text = isSentence ? error.message : (error as Error).stack;
      process.stderr.write(`${text}\n`);
    }
    return exitCodeOf(error);
  }
}

process.exitCode = await run(process.argv.slice(2));
