import type { Command } from 'commander';
import { CliError } from '../cli-error.js';
import { reporting, type Reporting } from '../options.js';
import { Output } from '../output.js';

/** Declares `validate`. */
export function validate(): Command {
  return reporting('validate', 'Check a file of endpoints (WEBHOOK_CONFIG) without starting the gateway.', [
    'validate gateway.yaml',
  ])
    .argument('<file>', 'the file, YAML or JSON')
    .action(async (file: string, options: Reporting) => {
      const out = new Output(options.json === true);
      const { checkFile } = await import('../local/check-file.js');
      const checked = checkFile(file);
      if (!checked.valid) {
        out.record({ file, valid: false, message: checked.message });
        throw new CliError(checked.message);
      }
      const { endpoints, eventTypes, warnings } = checked;
      out.record({ file, valid: true, endpoints, event_types: eventTypes, warnings });
      if (!out.json) for (const warning of warnings) out.note(`Warning: ${warning}`);
      const types = eventTypes === 0 ? '' : `, ${eventTypes} event types`;
      out.line(`${file} is valid: ${endpoints} endpoints${types}`);
    });
}
