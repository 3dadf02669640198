import { beforeAll, describe, expect, it } from '@jest/globals';
import { ConsoleStage } from '../support/console-stage.js';
import type { GatewayProcess } from '../support/gateway-process.js';

const console = ConsoleStage.forFile();
const { stage } = console;

/** Text that means something elsewhere: to a browser, a template, a shell, a terminal, a reader of another script. */
const STRINGS = [
  '<script>alert(1)</script>',
  '<img src=https://evil.example/x.png onerror=alert(2)>',
  '<svg/onload=alert(3)><a xlink:href="javascript:alert(4)">x</a></svg>',
  '"><iframe srcdoc="<script>parent.alert(5)</script>">',
  '{{constructor.constructor("alert(6)")()}} ${alert(7)}',
  'javascript:alert(8)',
  '</pre></code><style>*{display:none}</style>',
  '‮txt.exe‬ שלום مرحبا \u200f<b>',
  'Z̸̧̛͚a̷l̴g̶o̵ 👩‍👩‍👧‍👦 \u0000\u0007\ufffd',
  '[click](javascript:alert(9)) ![x](https://evil.example/y.png) <!channel> @everyone',
  "'; drop table deliveries; --",
  '__proto__',
];
const EVIL = STRINGS.join('\n');
/** The part of each string that a name may be: one line of 80 characters that does not turn the direction of text. */
const NAMES = STRINGS.map((text) => text.replaceAll(/\p{Cc}|(?![\u200c\u200d])\p{Cf}/gu, '').slice(0, 80));

const RTL = 'نقطة نهاية إشعارات الفوترة والمدفوعات للعملاء في جميع أنحاء الشرق الأوسط';

let gateway: GatewayProcess;
let delivery: string;
beforeAll(async () => {
  const app = await stage.receiver(() => ({
    status: 500,
    headers: { 'x-evil': '<img src=x onerror=alert(1)>', 'content-type': 'text/html' },
    body: EVIL,
  }));
  const chat = await stage.receiver(() => 500);
  gateway = await stage.gateway({
    WEBHOOK_URLS: [app.url(), `slack+${chat.url('/a/b')}`, `discord+${chat.url('/api/webhooks/1/x')}`].join(
      ',',
    ),
    WEBHOOK_EVENTS: '*',
    WEBHOOK_MAX_RETRIES: '0',
  });
  const data = {
    job_id: EVIL.slice(0, 150),
    status: EVIL,
    current_step: EVIL,
    error: EVIL,
    video_url: 'javascript:alert(1)',
    parameters: Object.fromEntries(STRINGS.map((text) => [text, text])),
  };
  const { deliveries } = await gateway.trigger({ event: 'job.failed', id: 'evil', data });
  delivery = deliveries[0].delivery_id;
  await gateway.settled();
  for (const name of NAMES) {
    const named = { name, url: app.url('/named'), events: ['evil.*'] };
    expect(await gateway.post('/api/webhooks/endpoints', named)).toMatchObject({ status: 201 });
  }
  const rtl = { name: RTL, url: app.url('/rtl'), events: ['rtl.*'] };
  await gateway.post('/api/webhooks/endpoints', rtl);
  await gateway.trigger({ event: 'rtl.one', data: { job_id: 'rtl' } });
  await gateway.settled();
  await gateway.post('/api/webhooks/deliveries/redeliver', {
    filter: { state: 'failed', error: STRINGS[0] },
  });
});

describe('Hostile text', () => {
  it('is shown as text in a delivery: data, response and headers', async () => {
    const page = await console.open(`${gateway.url}/deliveries/${delivery}`);
    const answer = page.getByRole('region', { name: 'response body' });
    await answer.waitFor();
    expect(await answer.innerText()).toContain('<script>alert(1)</script>');
    await page.getByText('<img src=x onerror=alert(1)>').waitFor();
    await page.getByRole('tab', { name: 'Request' }).click();
    await page.getByRole('region', { name: 'request body' }).waitFor();
    expect(await page.locator('main').locator('script, iframe, img, svg[onload]').count()).toBe(0);
  });

  it.each([
    ['/deliveries', 'job.failed'],
    ['/', /deliver(y|ies) failed/],
    [`/jobs/${encodeURIComponent(EVIL.slice(0, 150))}`, 'job.failed'],
  ])('is shown as text on %s', async (path, words) => {
    const page = await console.open(gateway.url + path);
    await page.getByText(words).first().waitFor();
    expect(await page.locator('script:not([src]), iframe').count()).toBe(0);
  });

  it('is shown as text in the names of the list of endpoints', async () => {
    const page = await console.open(`${gateway.url}/endpoints`);
    await page.getByRole('main').getByText(NAMES[0]!).first().waitFor();
    const shown = await page.locator('main table bdi').allTextContents();
    expect(shown).toEqual(expect.arrayContaining(NAMES));
  });

  it.each(['/endpoints', '/deliveries?event=rtl.*', '/jobs/rtl'])(
    'that is written from right to left keeps its beginning where it is clipped: %s',
    async (path) => {
      const page = await console.open(gateway.url + path);
      await page.locator('main .clip', { hasText: RTL }).first().waitFor();
      // Whether the first letter is within the box, and the last one is clipped.
      const places = await page.evaluate(`(() => {
        const box = [...document.querySelectorAll('main .clip')].find((one) => one.textContent.includes('${RTL}'));
        const text = document.createTreeWalker(box, NodeFilter.SHOW_TEXT).nextNode();
        const isIn = (at) => {
          const range = new Range();
          range.setStart(text, at);
          range.setEnd(text, at + 1);
          const [letter, { left, right }] = [range.getBoundingClientRect(), box.getBoundingClientRect()];
          return letter.left >= left - 1 && letter.right <= right + 1;
        };
        return [isIn(0), isIn(text.length - 1)];
      })()`);
      expect(places).toEqual([true, false]);
    },
  );

  it.each([
    ['/endpoints', STRINGS[0]!],
    ['/operations', STRINGS[0]!],
    ['/audit', STRINGS[0]!],
  ])('is shown as text in names and filters on %s', async (path, text) => {
    const page = await console.open(gateway.url + path);
    await page.getByRole('main').getByText(text).first().waitFor();
    expect(await page.locator('script:not([src]), iframe').count()).toBe(0);
  });

  it.each([
    ['webhook_2', 'The message in Slack'],
    ['webhook_3', 'The message in Discord'],
  ])('is shown as text in the preview of %s', async (id, name) => {
    const page = await console.open(`${gateway.url}/endpoints/${id}/message`);
    await page.getByRole('combobox', { name: 'Event to preview' }).click();
    await page.getByRole('option', { name: /^job\.failed, / }).click();
    const message = page.getByRole('figure', { name });
    await message.getByText('<script>').first().waitFor();
    const links = await page.evaluate<string[]>(
      '[...document.querySelectorAll("figure a")].map(({ href }) => href)',
    );
    for (const link of links) expect(link).toMatch(/^https?:/);
    expect(await message.locator('script, iframe, img:not([src^="/"])').count()).toBe(0);
  });

  it.each([
    ['/?range=1y', '1 hour'],
    ['/endpoints/webhook_1?range=%7B%7D', '1 hour'],
    ['/endpoints/webhook_1/deliveries?range=1y&other=1', 'More filters'],
    ['/deliveries?other=1&range=7d', 'job.failed'],
    ['/events?other=1', 'job.failed'],
    ['/event-types/job.completed?edit=perhaps', 'Watch video'],
    ['/incidents?state=odd', 'Incidents'],
    ['/audit?other=1', 'Audit log'],
    ['/playground?event=7', 'Playground'],
  ])('of the address leaves a page as it is without them: %s', async (path, text) => {
    const page = await console.open(gateway.url + path);
    await page.getByText(text).first().waitFor();
    await page.getByRole('status', { name: 'Loading' }).first().waitFor({ state: 'detached' });
    expect(await page.getByText('Something went wrong').count()).toBe(0);
  });

  it.each([
    ['/jobs/%E0%A4%A', 'Finished deliveries are kept for 30 days.'],
    ['/endpoints/%/message?event=%E0', 'There is no such endpoint'],
    ['/nothing/%zz/here', 'No page has this address'],
  ])('of the address, without a meaning as text, are shown inside the console: %s', async (path, text) => {
    const page = await console.open(gateway.url + path);
    await page.getByText(text).first().waitFor();
    await page.getByRole('navigation', { name: 'Pages' }).waitFor();
  });

  it('leads in an unknown address to the message that nothing was found', async () => {
    const page = await console.open(
      `${gateway.url}/deliveries/${encodeURIComponent('<img src=x onerror=alert(1)>')}`,
    );
    await page.getByRole('alert').waitFor();
  });
});

describe('Numbers beyond the precision of JavaScript', () => {
  it('are shown on the page of a delivery as they were sent', async () => {
    const body = '{"event":"job.failed","data":{"job_id":154284075601887489,"far":1E400}}';
    const { body: taken } = await gateway.post('/api/webhooks/trigger', body);
    const page = await console.open(`${gateway.url}/deliveries/${taken.deliveries[0].delivery_id}`);
    const shown = page.getByText('"job_id": 154284075601887489').first();
    await shown.waitFor();
    expect(await shown.textContent()).toContain('"far": 1E400');
  });
});
