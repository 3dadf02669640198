import type { GatewayConfig } from '../../../modules/config/gateway-config.js';
import { GatewayError } from '../../../modules/model/gateway-error.js';
import { MASK } from '../../../modules/model/mask.js';
import { inspectDatabase } from '../../../modules/store/inspect.js';
import { clockFinding } from './clocks.js';
import { Findings, type Finding } from './finding.js';

/** Checks that the database can be used, without changing it. */
export async function checkDatabase({ database }: Pick<GatewayConfig, 'database'>): Promise<Finding[]> {
  const finding = new Findings('database');
  const place = database.driver === 'sqlite' ? database.file : new URL(database.url).host;
  try {
    const { version, hasTables, pending, clockOffsetMs, warnings } = await inspectDatabase(database);
    const state = !hasTables
      ? 'the first start makes its tables'
      : pending.length > 0
        ? `the next start changes its schema (${pending.join(', ')}): back it up before`
        : 'its schema is up to date';
    return [
      finding.ok(`${version} (${place}): ${state}.`),
      ...warnings.map((warning) => finding.warn(warning)),
      ...(clockOffsetMs === null ? [] : [clockFinding('clock', clockOffsetMs, `that of the database`)]),
    ];
  } catch (error) {
    const reason = withoutPassword((error as Error).message, database);
    // The sentence about a database of a later release says what to do.
    const advice = isNewer(error) ? null : 'Check DATABASE_URL, the server, and who may connect.';
    return [finding.fail(`${place} cannot be used: ${reason}`, advice)];
  }
}

const isNewer = (error: unknown): boolean => error instanceof GatewayError && error.code === 'database_newer';

function withoutPassword(text: string, database: GatewayConfig['database']): string {
  const { password } = new URL(database.driver === 'postgres' ? database.url : 'postgres:');
  if (password === '') return text;
  return text.replaceAll(password, MASK).replaceAll(decodeURIComponent(password), MASK);
}
