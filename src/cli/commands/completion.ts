import { Argument, type Command } from 'commander';
import { completionScript, SHELLS } from '../completion.js';
import { reporting, type Reporting } from '../options.js';
import { Output } from '../output.js';

/** Declares `completion`. */
export function completion(): Command {
  return reporting('completion', 'Print the script that completes commands and options in a shell.', [
    'completion zsh > ~/.zfunc/_gateway',
  ])
    .addArgument(new Argument('<shell>', 'the shell').choices(SHELLS))
    .addHelpText('after', '  $ source <(gateway completion bash)')
    .action((shell: (typeof SHELLS)[number], { json = false }: Reporting, command: Command) => {
      const script = completionScript(shell, command.parent!);
      if (json) new Output(json).record({ shell, script });
      else process.stdout.write(script);
    });
}
