import { eventTypes } from './0002-event-types.js';
import { readyAt } from './0003-ready-at.js';
import { releases } from './0004-releases.js';
import { conversations } from './0005-conversations.js';
import { mutes } from './0006-mutes.js';
import { quietHeld } from './0007-quiet-held.js';
import { postgresDigests } from './0008-digests.js';
import { postgresIncidents } from './0009-incidents.js';
import { actions } from './0010-actions.js';
import { keys } from './0011-keys.js';
import { GATEWAY_DATA, views } from './0012-views.js';
import { attemptErrors } from './0013-attempt-errors.js';
import { ownEvents } from './0014-own-events.js';
import { batches } from './0015-batches.js';
import { endpointQueues } from './0016-endpoint-queues.js';
import { muteErrors } from './0017-mute-errors.js';
import { unreached } from './0018-unreached.js';
import type { Migrations } from './migrations.js';
import { POSTGRES_SCHEMA } from './postgres-0001-schema.js';

const HERE = '(select oid from pg_namespace where nspname = current_schema())';

/** The migrations of a PostgreSQL database. The list is explicit, so that a build holds exactly these. */
export const POSTGRES_MIGRATIONS: Migrations = {
  baseline: {
    name: '0001-schema',
    schema: POSTGRES_SCHEMA,
    replaces: [
      '0001-tables',
      '0002-nodes',
      '0003-endpoint-health',
      '0004-order',
      '0005-trace-context',
      '0006-definitions',
      '0007-history',
      '0008-access',
      '0009-events',
      '0010-backlog',
      '0013-pending-by-age',
      '0016-attempt-note',
      '0018-audit-outcome',
      '0020-repair',
    ],
    objects: `
      select 'column ' || t.relname || '.' || c.attname || ' ' || format_type(c.atttypid, null) as name
      from pg_class t join pg_attribute c on c.attrelid = t.oid and c.attnum > 0 and not c.attisdropped
      where t.relkind = 'r' and t.relnamespace = ${HERE}
      union all select 'index ' || relname from pg_class where relkind = 'i' and relnamespace = ${HERE}
      union all select 'trigger ' || g.tgname from pg_trigger g join pg_class t on t.oid = g.tgrelid
      where t.relnamespace = ${HERE}
      union all select 'function ' || proname from pg_proc where pronamespace = ${HERE}`,
  },
  later: {
    '0002-event-types': eventTypes('text collate "C"', 'bigint'),
    '0003-ready-at': readyAt('bigint'),
    '0004-releases': releases('text collate "C"', 'bigint'),
    '0005-conversations': conversations('uuid', 'text collate "C"', 'bigint'),
    '0006-mutes': mutes('uuid', 'bigint'),
    '0007-quiet-held': quietHeld(),
    '0008-digests': postgresDigests,
    '0009-incidents': postgresIncidents(),
    '0010-actions': actions('uuid', 'bigint'),
    '0011-keys': keys('uuid', 'text collate "C"', 'bigint'),
    '0012-views': views('uuid', 'bigint', [GATEWAY_DATA]),
    '0013-attempt-errors': attemptErrors('uuid', 'bigint', true),
    '0014-own-events': ownEvents(),
    '0015-batches': batches('uuid'),
    '0016-endpoint-queues': endpointQueues('uuid', 'bigint'),
    '0017-mute-errors': muteErrors(),
    '0018-unreached': unreached(),
  },
};
