import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CHATS, startChats } from '../../examples/receivers/chats.ts';
import type { Adapter, TargetResponse } from '../../src/adapters/adapter.js';
import { ADAPTERS, recognise } from '../../src/adapters/registry.js';
import type { MessageRef, Outcome } from '../../src/modules/model/outcome.js';
import { aTarget } from '../support/a-target.js';

type Chats = Awaited<ReturnType<typeof startChats>>;
const CASES = Object.entries(CHATS).map(([type, chat]) => [type, chat] as const);
let open: Chats;
let busy: Chats;

beforeAll(async () => {
  open = await startChats();
  busy = await startChats({ perSecond: 0 });
});
afterAll(() => [open, busy].forEach(({ close }) => close()));

/** Formats an event for a chat, sends it and judges the answer; `change` spoils the body on its way. */
async function sent(
  type: string,
  { base }: Chats,
  { ref, change = (body) => body }: { ref?: MessageRef; change?: (body: string) => string } = {},
): Promise<Outcome> {
  const adapter = ADAPTERS.find((each) => each.type === type) as Adapter;
  const chat = CHATS[type]!;
  const found = recognise(chat.url(base));
  if (!found.ok) throw new Error(found.message);
  const options = Object.assign(new adapter.Options(), adapter.fromUrl?.(new URL(found.url)), chat.options);
  const conversation = ref && { conversation: { as: 'edit' as const, ref, timeline: [] } };
  const request = adapter.format(
    adapter.samples[1]!.event,
    aTarget({ url: found.url, options, ...conversation }),
  );
  const { method, headers } = request;
  const response = await fetch(request.url, { method, headers, body: change(request.body) });
  const answer: TargetResponse = {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
    onPlatform: false,
    receivedAt: Date.now(),
  };
  return adapter.judge(answer);
}

describe.each(CASES)('The example receiver of %s', (type) => {
  const adapter = ADAPTERS.find((each) => each.type === type)!;

  it('takes a message, and names it where the chat can edit it', async () => {
    const outcome = await sent(type, open);
    expect(outcome.kind).toBe('delivered');
    const ref = outcome.kind === 'delivered' ? outcome.ref : undefined;
    expect(ref !== undefined).toBe(adapter.conversations !== undefined);
    const edited = ref === undefined ? outcome : await sent(type, open, { ref });
    expect(edited.kind).toBe('delivered');
  });

  it('refuses a message that is too long', async () => {
    const long = (body: string): string =>
      body.startsWith('{')
        ? body.replace(/"(text|markdown|body|message)":"/, `"$1":"${'x'.repeat(110_000)}`)
        : body.replace('content=', `content=${'x'.repeat(11_000)}`);
    expect(await sent(type, open, { change: long })).toMatchObject({ kind: 'rejected' });
  });

  it('asks for fewer messages with the wait that its headers or its body name', async () => {
    const outcome = await sent(type, busy);
    expect(outcome).toMatchObject({ kind: 'retry', slowDown: true, afterMs: 1000 });
  });
});
