import { Command } from 'commander';

/** Declares `start`. */
export function start(): Command {
  return new Command('start')
    .description('Start the gateway; settings come from the environment and from .env.')
    .addHelpText('after', '\nSettings: docs/configuration.md. Stop the gateway with SIGTERM or Ctrl-C.')
    .action(async () => {
      await import('../../main.js');
    });
}
