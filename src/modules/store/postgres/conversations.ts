import type { Settlement } from '../../model/delivery.js';
import { CONVERSATION_COLUMNS, conversationRow, REPLACED } from '../conversation-rows.js';
import type { Run, Statement } from './database.js';
import { optionalText } from './text.js';

const COLUMNS = CONVERSATION_COLUMNS.join(', ');

/** Writes the conversations of settled deliveries; their order keys are locked. */
const WRITE: Statement = {
  name: 'write-conversations',
  text: `
    insert into conversations (endpoint_id, order_key, ${COLUMNS}, edited_at, changed_at)
    select d.endpoint_id, d.order_key, ${CONVERSATION_COLUMNS.map((name) => `g.${name}`).join(', ')},
      case when g.edited then gateway_now() end, gateway_now()
    from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::bigint[], $6::int[], $7::uuid[], $8::text[], $9::int[],
      $10::int[], $11::text[], $12::boolean[]) as g (id, ${COLUMNS}, edited)
      join deliveries d on d.id = g.id
    where d.order_key is not null
    order by d.endpoint_id, d.order_key
    on conflict (endpoint_id, order_key) do update set ${REPLACED},
      edited_at = coalesce(excluded.edited_at, conversations.edited_at), changed_at = excluded.changed_at`,
};

/** Writes the conversations that these settlements change, in the transaction of the caller. */
export async function writeConversations(run: Run, settlements: readonly Settlement[]): Promise<void> {
  const changes = settlements.flatMap(({ deliveryId, conversation: change }) =>
    change ? [{ deliveryId, edited: change.edited, row: conversationRow(change) }] : [],
  );
  if (changes.length === 0) return;
  await run(WRITE, [
    changes.map(({ deliveryId }) => deliveryId),
    ...CONVERSATION_COLUMNS.map((name) =>
      changes.map(({ row }) => {
        const value = row[name];
        return typeof value === 'string' ? optionalText(value) : value;
      }),
    ),
    changes.map(({ edited }) => edited),
  ]);
}
