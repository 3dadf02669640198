import { Command } from 'commander';
import { VERSION } from '../modules/config/version.js';
import { backup, restore } from './commands/backups.js';
import { completion } from './commands/completion.js';
import { deliveries } from './commands/deliveries.js';
import { doctor } from './commands/doctor.js';
import { endpoints } from './commands/endpoints.js';
import { events } from './commands/events.js';
import { healthcheck } from './commands/healthcheck.js';
import { listen } from './commands/listen.js';
import { mute, mutes, unmute } from './commands/mutes.js';
import { probe } from './commands/probe.js';
import { redeliver, retry } from './commands/repairs.js';
import { send } from './commands/send.js';
import { start } from './commands/start.js';
import { pause, resume } from './commands/switches.js';
import { tail } from './commands/tail.js';
import { validate } from './commands/validate.js';
import { verify } from './commands/verify.js';
import { jsonText } from './output.js';

const GROUPS = {
  'Run:': [start, validate, healthcheck],
  'Events and deliveries:': [send, tail, listen, events, deliveries],
  'Operate:': [endpoints, retry, redeliver, pause, resume, probe, mute, mutes, unmute],
  'Check:': [doctor, verify],
  'Database:': [backup, restore],
  'Other:': [completion],
} as const;

/** Commands that do more than print. */
const CHANGING = new Set([
  'send',
  'retry',
  'redeliver',
  'pause',
  'resume',
  'probe',
  'mute',
  'unmute',
  'backup',
  'restore',
]);

const EXIT_CODES = `
Exit codes: 0 done, 1 failed, 2 called wrongly.
Help of one command: gateway COMMAND --help. All of it with examples: docs/cli.md.`;

/**
 * Declares the program with all its commands. A command loads what only it needs when it runs.
 *
 * This folder is the command line. `commands/` has one file a command; `sending/` sends events, `live/` follows the stream,
 * `listening/` forwards deliveries to a local server, `verifying/` judges signatures, `text/` lays out what is printed. `local/`
 * works on this machine without a gateway (settings, files, databases), and is loaded on demand; its folder `doctor/` examines an
 * installation.
 *
 * @param json true: the caller writes the message of a wrong call
 */
export function program(json = false): Command {
  const root = new Command('gateway')
    .usage('<command> [options]')
    .description('Webhook and notification gateway. Without a command, it starts.')
    .version(json ? jsonText({ version: VERSION }) : VERSION, '-v, --version', 'show the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand(false)
    .addHelpText('after', EXIT_CODES)
    .showHelpAfterError('Usage: gateway <command> [options]; gateway --help lists the commands.')
    .exitOverride()
    .configureOutput(json ? { writeErr: () => undefined } : {})
    .hook('preAction', (_root, command) => {
      if (command.name() !== 'start') outliveReader(CHANGING.has(command.name()));
    });
  for (const [group, commands] of Object.entries(GROUPS))
    for (const declare of commands) {
      const command = declare()
        .helpGroup(group)
        .helpOption('-h, --help', 'show help')
        .copyInheritedSettings(root);
      const name = `gateway ${command.name()}`;
      root.addCommand(
        command.showHelpAfterError(`Usage: ${name} ${command.usage()}; ${name} --help shows all.`),
      );
    }
  return root;
}

/**
 * Ends the command when the reader of its output wants no more, as `head` does. A command that changes something completes what it
 * was told to do.
 */
function outliveReader(completes: boolean): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    if (!completes) process.exit();
  });
}
