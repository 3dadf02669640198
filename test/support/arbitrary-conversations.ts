import * as fc from 'fast-check';
import type { Adapter, Conversation } from '../../src/adapters/adapter.js';
import type { MessageRef } from '../../src/modules/model/outcome.js';
import { TIMELINE_MAX } from '../../src/modules/model/conversation.js';
import { NASTY } from './nasty-texts.js';

const step = fc.record({
  type: fc.constantFrom('job.started', 'job.script_completed', 'job.failed', 'x'),
  timestamp: fc.constantFrom('2024-01-01T12:00:00.000Z', '2024-01-03T00:00:00Z', 'not a time', ''),
  label: fc.oneof(fc.constantFrom('Script ready', 'Video ready', ''), fc.constantFrom(...NASTY)),
  ok: fc.boolean(),
});

/** Lists the conversations that an adapter's requests continue: none, and the message `ref` in every way that the adapter has. */
export function conversationsOf(
  { conversations }: Adapter,
  ref: MessageRef | undefined,
): readonly fc.Arbitrary<Conversation | undefined>[] {
  const none = fc.constant(undefined);
  if (!conversations || !ref) return [none];
  const ways = conversations.modes.flatMap((mode) =>
    mode === 'live' ? (['edit', 'announce'] as const) : (['reply'] as const),
  );
  const timeline = fc.array(step, { maxLength: TIMELINE_MAX });
  return [none, ...ways.map((as) => fc.record({ as: fc.constant(as), ref: fc.constant(ref), timeline }))];
}
