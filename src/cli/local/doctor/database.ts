import type { GatewayConfig } from '../../../modules/config/gateway-config.js';
import { MASK } from '../../../modules/model/mask.js';
import { inspectDatabase, type SealedDefinition } from '../../../modules/store/inspect.js';
import { clockFinding } from './clocks.js';
import { Findings, type Finding } from './finding.js';

/** Findings on a database, and the endpoints of the API in it. */
export interface CheckedDatabase {
  readonly findings: readonly Finding[];
  readonly definitions: readonly SealedDefinition[];
}

/** Checks that the database can be used, without changing it. */
export async function checkDatabase({ database }: Pick<GatewayConfig, 'database'>): Promise<CheckedDatabase> {
  const finding = new Findings('database');
  const place = database.driver === 'sqlite' ? database.file : new URL(database.url).host;
  try {
    const { version, hasTables, pending, clockOffsetMs, warnings, definitions } =
      await inspectDatabase(database);
    const state = !hasTables
      ? 'the first start makes its tables'
      : pending.length > 0
        ? `the next start changes its schema (${pending.join(', ')}): back it up before`
        : 'its schema is up to date';
    const findings = [
      finding.ok(`${version} (${place}): ${state}.`),
      ...warnings.map((warning) => finding.warn(warning)),
      ...(clockOffsetMs === null ? [] : [clockFinding('clock', clockOffsetMs, `that of the database`)]),
    ];
    return { findings, definitions };
  } catch (error) {
    const reason = withoutPassword((error as Error).message, database);
    return {
      findings: [finding.fail(`${place} cannot be used: ${reason}`, adviceOn(error, database.driver))],
      definitions: [],
    };
  }
}

/** The sentence about a database of a later release says what to do. */
function adviceOn(error: unknown, driver: 'sqlite' | 'postgres'): string | null {
  const codes = [error, (error as Error).cause].map((one) => (one as NodeJS.ErrnoException)?.code ?? '');
  if (codes.includes('database_newer')) return null;
  if (driver === 'postgres') return 'Check DATABASE_URL, the server, and who may connect.';
  if (codes.some((code) => DAMAGED.test(code)))
    return 'Stop the gateway, and put a backup in its place: gateway restore BACKUP.';
  if (codes.includes('database_unusable'))
    return 'Check DATABASE_URL: the file may be that of another program.';
  return 'Check DATABASE_URL, and that the user of the gateway may read and write the file and its folder.';
}

const DAMAGED = /^(SQLITE_(NOTADB|CORRUPT)|database_damaged)/;

function withoutPassword(text: string, database: GatewayConfig['database']): string {
  const { password } = new URL(database.driver === 'postgres' ? database.url : 'postgres:');
  if (password === '') return text;
  return text.replaceAll(password, MASK).replaceAll(decodeURIComponent(password), MASK);
}
