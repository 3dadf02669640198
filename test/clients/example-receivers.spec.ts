import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ALERTS } from '../../examples/receivers/alerts.ts';
import { APPLICATIONS } from '../../examples/receivers/applications.ts';
import { CHATS } from '../../examples/receivers/chats.ts';
import { startMail } from '../../examples/receivers/mail.ts';
import { startReceiver, type Platform } from '../../examples/receivers/receiver.ts';
import { WORK_CHATS } from '../../examples/receivers/work-chats.ts';
import { BUILT_IN } from '../../src/adapters/catalogue/catalogue.js';
import type { Adapter, TargetResponse } from '../../src/adapters/adapter.js';
import { ADAPTERS, recognise } from '../../src/adapters/registry.js';
import { SAMPLES } from '../../src/adapters/samples.js';
import { optionsOf } from '../../src/modules/endpoints/definitions/options.js';
import type { MessageRef, Outcome } from '../../src/modules/model/outcome.js';
import { aTarget } from '../support/a-target.js';

type Receiver = Awaited<ReturnType<typeof startReceiver>>;
const PLATFORMS: Readonly<Record<string, Platform>> = {
  ...CHATS,
  ...WORK_CHATS,
  ...ALERTS,
  ...APPLICATIONS,
};
/** Waits of platforms that count by the minute, ms. */
const LONGER: Readonly<Record<string, number>> = { pagerduty: 30_000, 'google-chat': 60_000 };
let open: Receiver;
let busy: Receiver;

beforeAll(async () => {
  open = await startReceiver(PLATFORMS);
  busy = await startReceiver(PLATFORMS, { perSecond: 0 });
});
afterAll(() => [open, busy].forEach(({ close }) => close()));

/** Formats an event for a platform, sends it and judges the answer; `change` spoils the body on its way. */
async function sent(
  type: string,
  { base }: Receiver,
  { ref, change = (body) => body }: { ref?: MessageRef; change?: (body: string) => string } = {},
): Promise<Outcome> {
  const adapter = ADAPTERS.find((each) => each.type === type) as Adapter;
  const platform = PLATFORMS[type]!;
  const found = recognise(platform.url(base));
  if (!found.ok) throw new Error(found.message);
  const { options, faults } = optionsOf(adapter, platform.options, new URL(found.url));
  expect(faults).toEqual([]);
  const conversation = ref && { conversation: { as: 'edit' as const, ref, timeline: [] } };
  const request = adapter.format(
    SAMPLES.find(({ event: { type } }) => type === 'job.failed')!.event,
    aTarget({ url: found.url, options, type: BUILT_IN.get('job.failed')!, ...conversation }),
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

describe.each(Object.keys(PLATFORMS))('The example receiver of %s', (type) => {
  const adapter = ADAPTERS.find((each) => each.type === type)!;

  it('takes a message, and names it where the platform can edit it', async () => {
    const outcome = await sent(type, open);
    expect(outcome.kind).toBe('delivered');
    const ref = outcome.kind === 'delivered' ? outcome.ref : undefined;
    if (adapter.conversations === undefined) return;
    expect(ref).toBeDefined();
    expect((await sent(type, open, { ref: ref! })).kind).toBe('delivered');
  });

  it('refuses a message that is too long', async () => {
    const long = (body: string): string =>
      body.startsWith('{')
        ? body
            .replace(/"(text|markdown|body|message|summary)":"/g, `"$1":"${'x'.repeat(110_000)}`)
            .replace(/\}$/, `${' '.repeat(110_000)}}`)
        : body.replace('content=', `content=${'x'.repeat(11_000)}`);
    // An application may be given a higher limit, a platform is not.
    const kind = type === 'cloudevents' ? 'retry' : 'rejected';
    expect(await sent(type, open, { change: long })).toMatchObject({ kind });
  });

  it('asks for fewer messages with the wait that its headers or its body name', async () => {
    const outcome = await sent(type, busy);
    expect(outcome).toMatchObject({ kind: 'retry', slowDown: true, afterMs: LONGER[type] ?? 1000 });
  });
});

describe('The example mail server', () => {
  it('shows the mails that it takes, and refuses one that is too large', async () => {
    const seen: (string | undefined)[] = [];
    const { url, close } = await startMail({
      sizeMax: 10_000,
      seen: ({ subject, text }) => void seen.push(`${subject}: ${text?.trim()}`),
    });
    const { hostname: host, port, searchParams } = new URL(url);
    const transport = createTransport({ host, port: Number(port), secure: false });
    const mail = { from: searchParams.get('from')!, to: searchParams.get('to')!, subject: 'Video ready' };
    await transport.sendMail({ ...mail, text: 'job_17' });
    const large = transport.sendMail({ ...mail, text: 'x'.repeat(20_000) });
    await expect(large).rejects.toMatchObject({ responseCode: 552 });
    expect(seen).toEqual(['Video ready: job_17']);
    transport.close();
    close();
  });
});
