import type { Command } from 'commander';
import { CliError } from '../cli-error.js';
import { connected, connecting, type Connecting } from '../options.js';
import { shown } from '../output.js';

/** Declares `probe`. */
export function probe(): Command {
  return connecting('probe', 'Probe an endpoint now whose circuit is open or that asked for a pause.', [
    'probe webhook_1',
    'probe webhook_1 --test',
  ])
    .argument('<endpoint>', 'id or public name of the endpoint')
    .option('--test', 'probe with a test event instead of a pending delivery')
    .action(async (endpoint: string, { test, ...options }: Connecting & { test?: boolean }) => {
      const { api, out } = connected(options);
      const path = `/api/webhooks/endpoints/${encodeURIComponent(endpoint)}/probe`;
      const answer = await api.call('POST', path, test === true ? { body: { with: 'test' } } : {});
      out.record(answer);
      if (answer['test_result']?.success === false) throw new CliError(shown(answer['message']));
      out.line(shown(answer['message']));
    });
}
