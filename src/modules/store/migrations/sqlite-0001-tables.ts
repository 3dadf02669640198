import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

type AnyDatabase = Kysely<unknown>;

async function createEndpoints(db: AnyDatabase): Promise<void> {
  await db.schema
    .createTable('endpoints')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('fingerprint', 'text', (column) => column.notNull().unique())
    .addColumn('webhook_id', 'text', (column) => column.notNull())
    .addColumn('adapter', 'text', (column) => column.notNull())
    .addColumn('masked_url', 'text', (column) => column.notNull())
    .addColumn('disabled_at', 'integer')
    .addColumn('disabled_reason', 'text')
    .addColumn('removed_at', 'integer')
    .addColumn('created_at', 'integer', (column) => column.notNull())
    .addCheckConstraint('endpoints_disabled', sql`(disabled_at is null) = (disabled_reason is null)`)
    .execute();
}

async function createEvents(db: AnyDatabase): Promise<void> {
  await db.schema
    .createTable('events')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('size', 'integer', (column) => column.notNull())
    .addColumn('timestamp', 'text', (column) => column.notNull())
    .addColumn('accepted_at', 'integer', (column) => column.notNull())
    .addColumn('content_hash', 'text')
    .addColumn('bare', 'integer', (column) => column.notNull())
    // Last, so that reading the rest never walks the overflow pages of a large one.
    .addColumn('data', 'text', (column) => column.notNull())
    .addCheckConstraint('events_bare', sql`bare in (0, 1)`)
    .execute();
  // Only events without a delivery stand in it: the others go with their last delivery.
  await db.schema
    .createIndex('events_bare')
    .on('events')
    .column('accepted_at')
    .where(sql.ref('bare'), '=', sql.lit(1))
    .execute();
}

async function createDeliveries(db: AnyDatabase): Promise<void> {
  await db.schema
    .createTable('deliveries')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('event_id', 'text', (column) => column.notNull().references('events.id'))
    .addColumn('endpoint_id', 'text', (column) => column.notNull().references('endpoints.id'))
    .addColumn('webhook_id', 'text', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('next_attempt_at', 'integer')
    .addColumn('lease_token', 'text')
    .addColumn('lease_until', 'integer')
    .addColumn('created_at', 'integer', (column) => column.notNull())
    .addColumn('settled_at', 'integer')
    .addColumn('reason', 'text')
    .addCheckConstraint(
      'deliveries_state',
      sql`case state
        when 'pending' then next_attempt_at is not null and lease_token is null and settled_at is null
        when 'sending' then lease_token is not null and lease_until is not null and settled_at is null
        when 'delivered' then settled_at is not null
        when 'failed' then settled_at is not null and reason is not null
        when 'cancelled' then settled_at is not null and reason is not null
        else 0 end`,
    )
    // Ids are UUIDv7: the table itself lies in the order of time, and one b-tree less is written.
    .modifyEnd(sql`without rowid`)
    .execute();
}

const inState = (state: string) => sql<boolean>`state = ${sql.lit(state)}`;

/** A delivery stands in `deliveries_event` and in the index of its state, no others: the hot path writes two. */
async function indexDeliveries(db: AnyDatabase): Promise<void> {
  const index = (name: string) => db.schema.createIndex(`deliveries_${name}`).on('deliveries');
  await index('event').columns(['event_id', 'position']).execute();
  await index('pending')
    .columns<string>(['endpoint_id', sql`(attempts > 0)`, 'next_attempt_at'])
    .where(inState('pending'))
    .execute();
  await index('pending_age').column('created_at').where(inState('pending')).execute();
  await index('sending').columns(['lease_until', 'created_at']).where(inState('sending')).execute();
  await index('failed').column('id').where(inState('failed')).execute();
  await index('settled')
    .column('settled_at')
    .where(sql<boolean>`settled_at is not null`)
    .execute();
}

async function createAttempts(db: AnyDatabase): Promise<void> {
  await db.schema
    .createTable('attempts')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('delivery_id', 'text', (column) =>
      column.notNull().references('deliveries.id').onDelete('cascade'),
    )
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('started_at', 'integer', (column) => column.notNull())
    .addColumn('duration_ms', 'integer', (column) => column.notNull())
    // Never before an earlier row's: what lets a walk from the youngest end early.
    .addColumn('recorded_at', 'integer', (column) => column.notNull())
    .addColumn('status', 'integer')
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('error_code', 'text')
    .addColumn('error_message', 'text')
    .addColumn('response_body', 'text')
    .addCheckConstraint('attempts_outcome', sql`outcome in ('delivered', 'retry', 'rejected', 'gone')`)
    .execute();
  await db.schema.createIndex('attempts_delivery').on('attempts').column('delivery_id').execute();
}

export const tables: Migration = {
  async up(db: AnyDatabase): Promise<void> {
    await createEndpoints(db);
    await createEvents(db);
    await createDeliveries(db);
    await indexDeliveries(db);
    await createAttempts(db);
  },
};
