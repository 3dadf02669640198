import type { Command } from 'commander';
import { CliError } from '../cli-error.js';
import { reporting, type Reporting } from '../options.js';
import { Output } from '../output.js';
import { counted } from '../../modules/model/counted.js';

interface Options extends Reporting {
  /** URL of the database; true where the option names none. */
  readonly database?: string | true;
}

/** Declares `validate`. */
export function validate(): Command {
  return reporting('validate', 'Check a file of endpoints (WEBHOOK_CONFIG) without starting the gateway.', [
    'validate gateway.yaml',
    'validate gateway.yaml --database',
  ])
    .argument('<file>', 'the file, YAML or JSON')
    .option(
      '--database [url]',
      'also check that this version can use the database (default: DATABASE_URL of the environment or of .env)',
    )
    .action(async (file: string, options: Options) => {
      const out = new Output(options.json === true);
      const { checkFile } = await import('../local/check-file.js');
      const checked = checkFile(file);
      if (!checked.valid) {
        out.record({ file, valid: false, message: checked.message });
        throw new CliError(checked.message);
      }
      const { endpoints, eventTypes, warnings } = checked;
      const database = await databaseState(options, (message) => out.record({ file, valid: false, message }));
      const record = { file, valid: true, endpoints, event_types: eventTypes, warnings };
      out.record(database === null ? record : { ...record, database });
      if (!out.json) for (const warning of warnings) out.note(`Warning: ${warning}`);
      const types = eventTypes === 0 ? '' : `, ${counted(eventTypes, 'event type')}`;
      out.line(`${file} is valid: ${counted(endpoints, 'endpoint')}${types}`);
      if (database !== null) out.line(database);
    });
}

/** Checks the database that the options ask for, and returns a sentence; null where they ask for none. @throws CliError */
async function databaseState(
  { database }: Options,
  onRefused: (message: string) => void,
): Promise<string | null> {
  if (database === undefined) return null;
  const { databaseOf } = await import('../local/database.js');
  const { checkDatabase } = await import('../local/doctor/database.js');
  const target = databaseOf(database === true ? undefined : database);
  const { findings } = await checkDatabase({ database: target });
  const refusal = findings.find(({ state }) => state === 'fail');
  if (refusal === undefined) return findings[0]!.message;
  onRefused(refusal.message);
  throw new CliError(refusal.message);
}
