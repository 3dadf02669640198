import type { Adapter } from '../../../adapters/adapter.js';
import type { ConversationMode } from '../../model/conversation.js';
import type { Ordering } from '../../model/endpoint.js';
import type { FieldFault } from '../../model/refusal.js';

interface Chosen {
  readonly conversation?: ConversationMode | null | undefined;
  readonly ordering?: Ordering | null | undefined;
}

/**
 * Returns what the events of a job become at an endpoint. Only deliveries that are sent in the order of their job can share a message.
 *
 * @param ordering of the endpoint, with its default
 * @param onPlatform whether the URL is on the platform's own host, which is known to take edits
 */
export function conversationOf(
  adapter: Pick<Adapter, 'conversations'>,
  chosen: ConversationMode | null | undefined,
  { ordering, onPlatform }: { readonly ordering: Ordering; readonly onPlatform: boolean },
): ConversationMode {
  const { conversations } = adapter;
  if (!conversations || ordering !== 'job') return 'each';
  const mode = chosen ?? (onPlatform ? conversations.default : 'each');
  return mode === 'each' || conversations.modes.includes(mode) ? mode : 'each';
}

/** Finds what keeps the chosen conversation from working, with the adapter and the ordering of the same endpoint. */
export function conversationFaults(adapter: Adapter, { conversation, ordering }: Chosen): FieldFault[] {
  if (!conversation || conversation === 'each') return [];
  const field = 'conversation';
  const modes = adapter.conversations?.modes ?? [];
  if (!modes.includes(conversation))
    return [
      {
        field,
        message: `conversation is ${conversation}, but ${adapter.about.label} takes ${['each', ...modes].join(', ')}.`,
      },
    ];
  if (ordering !== 'none') return [];
  return [
    {
      field,
      message: `conversation is ${conversation}, which needs ordering "job": the events of a job must come in order to share a message.`,
    },
  ];
}
