import { Argument, Command } from 'commander';
import { completionScript, SHELLS } from '../completion.js';

/** Declares `completion`. */
export function completion(): Command {
  return new Command('completion')
    .description('Print the script that completes commands and options in a shell.')
    .addArgument(new Argument('<shell>', 'the shell').choices(SHELLS))
    .addHelpText(
      'after',
      '\nExamples:\n  $ source <(gateway completion bash)\n  $ gateway completion zsh > ~/.zfunc/_gateway',
    )
    .action((shell: (typeof SHELLS)[number], _options: unknown, command: Command) => {
      process.stdout.write(completionScript(shell, command.parent!));
    });
}
