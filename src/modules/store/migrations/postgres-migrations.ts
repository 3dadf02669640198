import type { Migrations } from './migrate.js';
import { tables } from './postgres-0001-tables.js';
import { nodes } from './postgres-0002-nodes.js';
import { endpointHealth } from './postgres-0003-endpoint-health.js';
import { order } from './postgres-0004-order.js';
import { traceContext } from './postgres-0005-trace-context.js';
import { definitions } from './postgres-0006-definitions.js';
import { history } from './postgres-0007-history.js';
import { access } from './postgres-0008-access.js';
import { events } from './0009-events.js';
import { backlog } from './postgres-0010-backlog.js';
import { pendingByAge } from './0013-pending-by-age.js';
import { attemptNote } from './0016-attempt-note.js';
import { auditOutcome } from './0018-audit-outcome.js';
import { repair } from './postgres-0020-repair.js';

/** Everything a PostgreSQL schema goes through, in order. Named outright: a folder is not searched. */
export const POSTGRES_MIGRATIONS: Migrations = {
  '0001-tables': tables,
  '0002-nodes': nodes,
  '0003-endpoint-health': endpointHealth,
  '0004-order': order,
  '0005-trace-context': traceContext,
  '0006-definitions': definitions,
  '0007-history': history,
  '0008-access': access,
  '0009-events': events,
  '0010-backlog': backlog,
  '0013-pending-by-age': pendingByAge,
  '0016-attempt-note': attemptNote,
  '0018-audit-outcome': auditOutcome,
  '0020-repair': repair,
};
