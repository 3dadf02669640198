import type { Command } from 'commander';
import { CliError, misuse } from '../cli-error.js';
import { reporting, type Reporting } from '../options.js';
import { Output } from '../output.js';
import { counted } from '../../modules/model/counted.js';

interface Options extends Reporting {
  readonly database?: string;
  readonly yes?: boolean;
}

const KEYS =
  'Keys are not in it: keep webhook-secret.key and webhook-encryption.key of the data directory, or their variables, too.';

/** Declares `backup`. */
export function backup(): Command {
  return reporting('backup', 'Copy the SQLite database while the gateway runs, and verify the copy.', [
    'backup /backups/gateway-2026-01-01.db',
    'backup copy.db --database sqlite:/srv/gateway/data/gateway.db',
  ])
    .argument('<file>', 'the new file; an existing one is never overwritten')
    .option('--database <url>', 'database (default: DATABASE_URL of the environment or of .env)')
    .action(async (file: string, options: Options) => {
      const out = new Output(options.json === true);
      const { databaseOf, backUp } = await import('../local/database.js');
      if (file === '') throw misuse('Name the file of the backup.');
      const target = databaseOf(options.database);
      if (target.driver === 'postgres') throw postgresAdvice('pg_dump', target.url, file);
      const copied = await backUp(target.file, file, (share) =>
        out.progress(`${Math.round(share * 100)} % copied`),
      );
      out.progress('');
      out.record({ file, ...copied });
      out.line(
        `${file}: ${sizeText(copied.bytes)}, ${counted(copied.events, 'event')}, ${counted(copied.deliveries, 'delivery')}, verified.`,
      );
      out.line(out.style('dim', KEYS));
    });
}

/** Declares `restore`. */
export function restore(): Command {
  return reporting('restore', 'Put a backup in the place of the SQLite database of a stopped gateway.', [
    'restore /backups/gateway-2026-01-01.db',
  ])
    .argument('<backup>', 'the backup')
    .option('--database <url>', 'database (default: DATABASE_URL of the environment or of .env)')
    .addHelpText('after', '\nThe replaced database is kept beside the new one, as ….before-restore-TIME.')
    .action(async (file: string, options: Options) => {
      const out = new Output(options.json === true);
      const { databaseOf, restore } = await import('../local/database.js');
      if (file === '') throw misuse('Name the file of the backup.');
      const target = databaseOf(options.database);
      if (target.driver === 'postgres') throw postgresAdvice('pg_restore', target.url, file);
      const restored = await restore(file, target.file, (share) =>
        out.progress(`${Math.round(share * 100)} % copied`),
      );
      out.progress('');
      out.record({ database: target.file, ...restored });
      out.line(
        `${target.file} holds ${counted(restored.events, 'event')} and ${counted(restored.deliveries, 'delivery')} of ${file}.`,
      );
      if (restored.kept !== null) out.line(`The replaced database is kept as ${restored.kept}`);
      out.line('Deliveries that were open at the time of the backup are sent when the gateway starts.');
    });
}

/** Names the command of PostgreSQL that backs a database up or restores it; the password stays out. */
function postgresAdvice(tool: 'pg_dump' | 'pg_restore', url: string, file: string): CliError {
  const { username, hostname, port, pathname } = new URL(url);
  const user = username === '' ? [] : [`--username=${decodeURIComponent(username)}`];
  const name = `--dbname=${decodeURIComponent(pathname.slice(1))}`;
  const host = hostname.replace(/^\[(.+)\]$/, '$1') || 'localhost';
  const server = [`--host=${host}`, `--port=${port || 5432}`, ...user, name].map(inShell).join(' ');
  const command =
    tool === 'pg_dump'
      ? `pg_dump --format=custom ${server} ${inShell(`--file=${file}`)}`
      : `pg_restore --clean --if-exists --single-transaction ${server} ${inShell(file)}`;
  const before =
    tool === 'pg_restore' ? 'Stop all gateways on it, then run:' : 'Run, while the gateways go on:';
  return new CliError(`The database is PostgreSQL, which has tools of its own. ${before}\n  ${command}`);
}

/** Quotes an argument where a shell would read it otherwise. */
function inShell(text: string): string {
  return /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

function sizeText(bytes: number): string {
  return bytes < 1_048_576 ? `${Math.ceil(bytes / 1_024)} KiB` : `${(bytes / 1_048_576).toFixed(1)} MiB`;
}
