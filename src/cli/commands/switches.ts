import type { Command } from 'commander';
import { connected, connecting, type Connecting } from '../options.js';
import { shown } from '../output.js';

/** Declares `pause`. */
export function pause(): Command {
  return endpointCommand(
    'pause',
    'Pause an endpoint: its deliveries are kept as pending until it is resumed.',
  );
}

/** Declares `resume`. */
export function resume(): Command {
  return endpointCommand('resume', 'Resume a paused endpoint.');
}

function endpointCommand(action: 'pause' | 'resume', summary: string): Command {
  return connecting(action, summary, [`${action} webhook_1`])
    .argument('<endpoint>', 'id or public name of the endpoint')
    .action(async (endpoint: string, options: Connecting) => {
      const { api, out } = connected(options);
      const path = `/api/webhooks/endpoints/${encodeURIComponent(endpoint)}/${action}`;
      const answer = await api.call('POST', path);
      out.record(answer);
      const { webhook_id: name, state } = answer['endpoint'];
      out.line(`${shown(name)} is ${out.state(shown(state))}.`);
      if (answer['message']) out.line(shown(answer['message']));
    });
}
