import { eventTypes } from './0002-event-types.js';
import { readyAt } from './0003-ready-at.js';
import { releases } from './0004-releases.js';
import { conversations } from './0005-conversations.js';
import { mutes } from './0006-mutes.js';
import { quietHeld } from './0007-quiet-held.js';
import { sqliteDigests } from './0008-digests.js';
import { sqliteIncidents } from './0009-incidents.js';
import { actions } from './0010-actions.js';
import { keys } from './0011-keys.js';
import { views } from './0012-views.js';
import { attemptErrors } from './0013-attempt-errors.js';
import { ownEvents } from './0014-own-events.js';
import { batches } from './0015-batches.js';
import { endpointQueues } from './0016-endpoint-queues.js';
import { muteErrors } from './0017-mute-errors.js';
import { unreached } from './0018-unreached.js';
import type { Migrations } from './migrations.js';
import { SQLITE_SCHEMA } from './sqlite-0001-schema.js';

/** The migrations of a SQLite file. The list is explicit, so that a build holds exactly these. */
export const SQLITE_MIGRATIONS: Migrations = {
  baseline: {
    name: '0001-schema',
    schema: SQLITE_SCHEMA,
    replaces: [
      '0001-tables',
      '0003-endpoint-health',
      '0004-order',
      '0005-trace-context',
      '0006-definitions',
      '0007-history',
      '0008-access',
      '0009-events',
      '0010-backlog',
      '0011-last-seen',
      '0012-data-last',
      '0013-pending-by-age',
      '0016-attempt-note',
      '0018-audit-outcome',
      '0020-repair',
    ],
    objects: `
      select 'column ' || t.name || '.' || c.name || ' ' || lower(c.type) as name
      from sqlite_schema t join pragma_table_info(t.name) c where t.type = 'table'
      union all select type || ' ' || name from sqlite_schema where type in ('index', 'trigger')`,
  },
  later: {
    '0002-event-types': eventTypes('text', 'integer'),
    '0003-ready-at': readyAt('integer'),
    '0004-releases': releases('text', 'integer'),
    '0005-conversations': conversations('text', 'text', 'integer'),
    '0006-mutes': mutes('text', 'integer'),
    '0007-quiet-held': quietHeld(),
    '0008-digests': sqliteDigests,
    '0009-incidents': sqliteIncidents(),
    '0010-actions': actions('text', 'integer'),
    '0011-keys': keys('text', 'text', 'integer'),
    '0012-views': views('text', 'integer'),
    '0013-attempt-errors': attemptErrors('text', 'integer', false),
    '0014-own-events': ownEvents(),
    '0015-batches': batches('text'),
    '0016-endpoint-queues': endpointQueues('text', 'integer'),
    '0017-mute-errors': muteErrors(),
    '0018-unreached': unreached(),
  },
};
