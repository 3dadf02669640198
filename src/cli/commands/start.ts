import { Command } from 'commander';

/** Declares `start`. */
export function start(): Command {
  return new Command('start')
    .description('Start the gateway; settings come from the environment and from .env.')
    .option('--json', 'write the log as one JSON value a line, as LOG_FORMAT=json does')
    .addHelpText('after', '\nSettings: docs/configuration.md. Stop the gateway with SIGTERM or Ctrl-C.')
    .action(async () => {
      await import('../../main.js');
    });
}
