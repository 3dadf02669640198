import type { Database } from 'better-sqlite3';
import type { ConversationChange } from '../../model/conversation.js';
import { CONVERSATION_COLUMNS, conversationRow, REPLACED } from '../conversation-rows.js';
import { named, Prepared } from './statement.js';

const COLUMNS = CONVERSATION_COLUMNS.join(', ');

type Row = ReturnType<typeof conversationRow> & {
  readonly id: string;
  readonly edited: 0 | 1;
  readonly now: number;
};

/** Writes the conversation of a settled delivery inside the transaction of the caller. */
export class Conversations {
  readonly #write;

  constructor(writer: Database) {
    this.#write = new Prepared<Row>(
      writer,
      `insert into conversations (endpoint_id, order_key, ${COLUMNS}, edited_at, changed_at)
       select endpoint_id, order_key, ${named(COLUMNS)}, case when @edited then @now end, @now
       from deliveries where id = @id and order_key is not null
       on conflict (endpoint_id, order_key) do update set ${REPLACED},
         edited_at = coalesce(excluded.edited_at, conversations.edited_at), changed_at = excluded.changed_at`,
    );
  }

  /** @param now Unix ms */
  write(deliveryId: string, change: ConversationChange, now: number): void {
    this.#write.run({ id: deliveryId, ...conversationRow(change), edited: change.edited ? 1 : 0, now });
  }
}
