import type { Command } from 'commander';
import { CliError, misuse } from '../cli-error.js';
import { reporting, type Reporting } from '../options.js';
import { Output, shown } from '../output.js';

interface Options extends Reporting {
  readonly clock?: string;
}

/** Declares `doctor`. */
export function doctor(): Command {
  return reporting(
    'doctor',
    'Check settings, keys, disk, database, clock, memory and every endpoint of this machine.',
    ['doctor', 'doctor --clock https://example.com', 'doctor --json'],
  )
    .option('--clock <url>', 'compare the clock with the Date of this server')
    .addHelpText(
      'after',
      '\nSettings are those of the environment and .env, as for `gateway start`. Endpoints are connected to (TCP and TLS);' +
        '\nnothing is sent to them. Exit code 1: a check failed.',
    )
    .action(async (options: Options) => {
      const out = new Output(options.json === true);
      const { clock } = options;
      if (clock !== undefined && !/^https?:$/.test(URL.parse(clock)?.protocol ?? ''))
        throw misuse('--clock is the http:// or https:// URL of a server, such as https://example.com.');
      const { examine } = await import('../local/doctor/examine.js');
      let failed = 0;
      for await (const finding of examine(process.env, clock)) {
        const { check, state, message, advice } = finding;
        if (state === 'fail') failed++;
        out.record(finding);
        const [first, ...rest] = message.split('\n');
        out.line(`${out.state(state.padEnd(4))}  ${out.style('bold', check)}: ${shown(first)}`);
        for (const line of rest) out.line(`      ${shown(line)}`);
        if (advice !== null) out.line(`      ${out.style('dim', `→ ${shown(advice)}`)}`);
      }
      if (failed > 0) throw new CliError(`${failed} ${failed === 1 ? 'check' : 'checks'} failed.`);
    });
}
