import type { Migrations } from './migrate.js';
import { tables } from './sqlite-0001-tables.js';
import { endpointHealth } from './sqlite-0003-endpoint-health.js';
import { order } from './sqlite-0004-order.js';
import { traceContext } from './sqlite-0005-trace-context.js';
import { definitions } from './sqlite-0006-definitions.js';
import { history } from './sqlite-0007-history.js';
import { access } from './sqlite-0008-access.js';
import { events } from './0009-events.js';
import { backlog } from './sqlite-0010-backlog.js';
import { lastSeen } from './sqlite-0011-last-seen.js';
import { dataLast } from './sqlite-0012-data-last.js';
import { pendingByAge } from './0013-pending-by-age.js';
import { attemptNote } from './0016-attempt-note.js';
import { auditOutcome } from './0018-audit-outcome.js';
import { repair } from './sqlite-0020-repair.js';

/** Everything a SQLite file goes through, in order. Named outright: a folder is not searched, so nothing slips in. */
export const SQLITE_MIGRATIONS: Migrations = {
  '0001-tables': tables,
  '0003-endpoint-health': endpointHealth,
  '0004-order': order,
  '0005-trace-context': traceContext,
  '0006-definitions': definitions,
  '0007-history': history,
  '0008-access': access,
  '0009-events': events,
  '0010-backlog': backlog,
  '0011-last-seen': lastSeen,
  '0012-data-last': dataLast,
  '0013-pending-by-age': pendingByAge,
  '0016-attempt-note': attemptNote,
  '0018-audit-outcome': auditOutcome,
  '0020-repair': repair,
};
