import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { ADAPTERS } from '../../src/adapters/registry.js';
import { SAMPLES } from '../../src/adapters/samples.js';
import type { Target } from '../../src/adapters/adapter.js';
import { BUILT_IN, eventTypeOf } from '../../src/adapters/catalogue/catalogue.js';
import { offered } from '../../src/modules/actions/links/offered.js';
import { DIGEST_EVENT } from '../../src/modules/model/digest.js';
import type { GatewayEvent } from '../../src/modules/model/event.js';
import { DEFAULT_MESSAGE, type Detail } from '../../src/modules/model/message-options.js';
import { aTarget } from '../support/a-target.js';
import { drawnUrl, fileOf, hasPreview } from '../support/adapter-folder.js';
import { openBrowser } from '../support/browser.js';
import { taken, tellSize } from '../support/long-run.js';
import {
  drawn as drawnText,
  linesBegunBySeparators,
  linesOf,
  messagePage,
  PHONE,
} from '../support/message-page.js';

/**
 * The messages of every event type, drawn by the previews of the console and read off the page. What a platform makes of a message is
 * read off its body by the adapter's oracle, which knows the platform's rules and not the preview.
 */
const DRAWN = ADAPTERS.filter(({ type, presents }) => presents === 'message' && hasPreview(type));
/** The event of a job that is not there any more: it has no facts. */
const GONE = 'job.deleted';
/** The adapter whose messages have their subject above. */
const MAIL = 'email';
/** Adapters whose messages have their title and their subject in two lines. */
const TWO_HEADS: ReadonlySet<string> = new Set([MAIL, 'google-chat']);
/** Lines that a platform adds on a phone: Zulip writes every time with its date, … */
const ADDED: Readonly<Record<string, number>> = {
  'zulip webhook.endpoint_failing': 1,
  // Of its actions, Pushover shows one below the message.
  'pushover job.failed with actions': 1,
};
/** Adapters of on-call tools, which draw a table of details that is read on a desk: no count of lines holds for them. */
const ALERTS: ReadonlySet<string> = new Set(['pagerduty', 'opsgenie']);
/** A digest stands for many messages: it tells of several errors, and of the jobs. */
const DIGEST_LINES = 12;
const TYPES = DRAWN.map(({ type }) => type);
const CHATS = TYPES.filter((type) => !ALERTS.has(type));
/** Room for every line of a compact message, px. */
const WIDE = 640;
const DETAILS: readonly Detail[] = ['compact', 'standard', 'full'];
tellSize(
  'Levels of detail that each sample is drawn at, for each adapter',
  1,
  DETAILS.length,
  DETAILS.length,
);
const LINKS = {
  console: 'https://hooks.example.test',
  job: 'https://studio.example.test/jobs/{{ data.job_id }}',
};

/** Adapters of platforms that show times in the zone of the reader. */
const IN_READERS_ZONE: ReadonlySet<string> = new Set(['slack', 'slack-bot', 'discord', 'zulip']);

/** Names of a message by any platform. */
const REF = { id: '1', message_id: '1', channel: 'C1', ts: '1.1', chat_id: '1', event_id: '$1' };

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  page = await messagePage(browser, [...TYPES, 'github', 'cloudevents']);
});
afterAll(async () => browser.close());

function bodyOf(
  type: string,
  event: GatewayEvent,
  detail: Detail,
  more: Pick<Target, 'actionLinks' | 'conversation'> & { readonly zone?: string } = {},
): string {
  const adapter = ADAPTERS.find((each) => each.type === type)!;
  const { zone = 'UTC', ...given } = more;
  const { body } = adapter.format(
    event,
    aTarget({
      url: drawnUrl(type),
      options: new adapter.Options(),
      message: { ...DEFAULT_MESSAGE, detail, zone },
      links: LINKS,
      type: eventTypeOf(BUILT_IN, event.type),
      ...given,
    }),
  );
  return body;
}

/** Draws a message and returns the words on the page. */
async function drawn(type: string, body: string, scheme = 'light'): Promise<string> {
  return wordsOf(await drawnText(page, type, body, scheme));
}

/** Leaves out white space and characters of no width, which no reader sees. */
function wordsOf(text: string): string {
  return text
    .replace(/\u200b/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

const HOSTILE = {
  job_id: '*job_1* :smile:',
  error: '> *E_1:* `x` ~y~ <!channel> @everyone\n```\nat 12:09:00 ```* :tada:',
  current_step: '_Rendering_ # 1. a [x](https://evil.example)',
  progress: 60,
  parameters: { country: 'us', platform: '~Net_Flix~', voice: '- anna || b' },
};

describe.each(TYPES)('The preview of %s', (type) => {
  it.each(SAMPLES.map(({ name, event }, nth) => [name, event, nth] as const))(
    'draws %j as the platform does',
    async (_, event, nth) => {
      const { seenOf } = await oracleOf(type);
      for (const detail of taken(DETAILS, DETAILS.length, nth + TYPES.indexOf(type))) {
        const body = bodyOf(type, event, detail);
        const words = await drawn(type, body);
        for (const text of seenOf(body)) expect(words).toContain(wordsOf(text));
      }
    },
  );

  it.each(DETAILS)('shows signs of markup in data as they were written (%s)', async (detail) => {
    const event = { ...SAMPLES[1]!.event, data: JSON.stringify(HOSTILE) };
    const body = bodyOf(type, event, detail);
    const words = await drawn(type, body);
    expect(words).toContain('~Net_Flix~');
    expect(words).toContain('> *E_1:* `x` ~y~ <!channel> @everyone');
    expect(words).toContain('_Rendering_ # 1. a [x](https://evil.example)');
    const id = '*job_1* :smile:';
    // A compact message that has buttons may leave its quiet line out.
    const hasId =
      detail !== 'compact' || (await oracleOf(type)).seenOf(body).map(wordsOf).join(' ').includes(id);
    expect(words.includes(id)).toBe(hasId);
    const rest = words.replaceAll(' ', '').includes('```at12:09:00```*:tada:');
    expect(rest).toBe(detail !== 'compact');
    const links = await page.evaluate<string[]>(
      '[...document.querySelectorAll("figure a")].map(({ href }) => href)',
    );
    expect(links.filter((link) => !/^https:\/\/(studio|hooks)\.example\.test\//.test(link))).toEqual([]);
  });

  it('draws the rest of an error as one box that fits its text, with its lines', async () => {
    const rest = [
      '  at render (scene.ts:12:9)',
      `code 137: ${'a line that is wrapped in its box '.repeat(4)}`,
    ].join('\n');
    const event = { ...SAMPLES[1]!.event, data: JSON.stringify({ error: `Crash\n${rest}` }) };
    await drawn(type, bodyOf(type, event, 'full'));
    const [display, boxes, over, text] = await page.evaluate<unknown[]>(`
      [...document.querySelectorAll('figure *')]
        .filter(({ textContent, children }) => textContent.includes('scene.ts') && children.length === 0)
        .flatMap((box) => [
          getComputedStyle(box).display,
          box.getClientRects().length,
          box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1,
          box.innerText,
        ])`);
    expect([display, boxes, over]).toEqual(['block', 1, false]);
    expect(
      String(text)
        .trim()
        .split('\n')
        .map((line) => line.trim()),
    ).toEqual(
      rest
        .trim()
        .split('\n')
        .map((line) => line.trim()),
    );
  });

  it.each(DETAILS)('begins no line of a phone with a separator (%s)', async (detail) => {
    await page.setViewportSize({ width: PHONE, height: 900 });
    const begun: (readonly string[])[] = [];
    for (const { event } of taken(SAMPLES, DETAILS.length, DETAILS.indexOf(detail) + TYPES.indexOf(type))) {
      await drawn(type, bodyOf(type, event, detail));
      begun.push(await linesBegunBySeparators(page));
    }
    expect(begun.flat()).toEqual([]);
  });

  it('stays within the width of a phone, in both themes', async () => {
    for (const [nth, scheme] of ['light', 'dark'].entries()) {
      for (const { event } of taken(SAMPLES, 2, nth + TYPES.indexOf(type))) {
        await drawn(type, bodyOf(type, event, 'full'), scheme);
        const over = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
        expect(await page.evaluate<number>(over)).toBe(0);
      }
    }
  });
});

describe.each(TYPES.filter((type) => !IN_READERS_ZONE.has(type)))('A message of %s', (type) => {
  const zone = 'Asia/Tokyo';
  const sampleOf = (wanted: string): GatewayEvent =>
    SAMPLES.find((sample) => sample.event.type === wanted)!.event;

  it.each(['webhook.endpoint_failing', 'webhook.certificate_expiring', DIGEST_EVENT])(
    'names the zone of the times in its facts: %s',
    async (wanted) => {
      const words = await drawn(type, bodyOf(type, sampleOf(wanted), 'compact', { zone }));
      expect(words).toMatch(/\d:\d\d PM Asia\/Tokyo/);
    },
  );

  it.each(['standard', 'full'] as const)('names the zone of the times in its fields: %s', async (detail) => {
    const event = sampleOf('job.failed');
    const data = {
      ...(JSON.parse(event.data) as object),
      airs_at: '2024-02-03T10:00:00Z',
      times: { ends_at: '2024-02-03T11:00:00Z' },
    };
    const words = await drawn(type, bodyOf(type, { ...event, data: JSON.stringify(data) }, detail, { zone }));
    expect(words).toMatch(/Feb 3, 2024, 7:00 PM Asia\/Tokyo/);
    expect(words).toMatch(/Ends at: Feb 3, 2024, 8:00 PM Asia\/Tokyo/);
  });
});

describe.each(CHATS)('A compact message of %s', (type) => {
  const jobs = SAMPLES.filter(({ event }) => event.type.startsWith('job.') && BUILT_IN.has(event.type));
  const lines = async (event: GatewayEvent, width: number): Promise<number> => {
    await page.setViewportSize({ width, height: 900 });
    await drawn(type, bodyOf(type, event, 'compact'));
    return linesOf(page);
  };

  it('takes 3 lines where the job is gone: nothing is left to tell of it', async () => {
    const { event } = jobs.find((sample) => sample.event.type === GONE)!;
    expect(await lines(event, WIDE)).toBe(TWO_HEADS.has(type) ? 4 : 3);
  });

  it.each(jobs.filter(({ event }) => event.type !== GONE).map(({ event }) => [event.type, event] as const))(
    'takes 4 to 6 lines where no line has to be wrapped: %s',
    async (_, event) => {
      const taken = await lines(event, WIDE);
      expect(taken).toBeGreaterThanOrEqual(4);
      expect(taken).toBeLessThanOrEqual(6);
    },
  );
});

describe.each(CHATS.filter((type) => type !== MAIL))('On a phone, a compact message of %s', (type) => {
  const builtIn = SAMPLES.filter(({ event }) => BUILT_IN.has(event.type));

  it.each(builtIn.map(({ event }) => [event.type, event] as const))(
    'takes at most 6 lines, a digest at most 12: %s',
    async (_, event) => {
      await page.setViewportSize({ width: PHONE, height: 900 });
      await drawn(type, bodyOf(type, event, 'compact'));
      const lines = event.type === DIGEST_EVENT ? DIGEST_LINES : 6;
      expect(await linesOf(page)).toBeLessThanOrEqual(lines + (ADDED[`${type} ${event.type}`] ?? 0));
    },
  );

  it.each([
    'job.failed',
    'webhook.endpoint_failing',
    'webhook.delivery_exhausted',
    'webhook.endpoint_disabled',
  ])('takes no more lines with the actions that it may have: %s', async (wanted) => {
    const { event } = builtIn.find((sample) => sample.event.type === wanted)!;
    const declared = [
      { name: 'retry', label: 'Retry job', on: ['job.failed'], emit: 'action.retry_requested' },
    ];
    const actionLinks = offered({
      event,
      shown: null,
      declared: declared.map((action) => ({ ...action, style: 'danger' as const, confirm: null })),
      confirm: 'link',
    }).map((action) => ({ ...action, url: `https://hooks.example.test/a/gwact_${action.name}` }));
    await page.setViewportSize({ width: PHONE, height: 900 });
    const words = await drawn(type, bodyOf(type, event, 'compact', { actionLinks }));
    expect(await linesOf(page)).toBeLessThanOrEqual(
      6 + (ADDED[`${type} ${event.type}`] ?? ADDED[`${type} ${event.type} with actions`] ?? 0),
    );
    const wantedFirst = actionLinks.filter(({ place }) => place === 'first').map(({ label }) => label);
    expect(wantedFirst.filter((label) => !words.includes(label))).toEqual([]);
  });

  it.each(['job.completed', 'job.failed'])(
    'takes no more lines where the job has a picture: %s',
    async (wanted) => {
      const { event } = builtIn.find((sample) => sample.event.type === wanted)!;
      const data = { ...(JSON.parse(event.data) as object), thumbnail_url: 'https://cdn.example.test/1.png' };
      await page.setViewportSize({ width: PHONE, height: 900 });
      await drawn(type, bodyOf(type, { ...event, data: JSON.stringify(data) }, 'compact'));
      expect(await linesOf(page)).toBeLessThanOrEqual(6 + (ADDED[`${type} ${wanted} with a picture`] ?? 0));
    },
  );
});

describe.each(CHATS)('On a phone, the compact message in %s', (type) => {
  it.each(['with', 'without'])(
    'takes at most 6 lines where the names of a finished job are long, %s a picture',
    async (picture) => {
      const { event } = SAMPLES.find((sample) => sample.event.type === 'job.completed')!;
      const data = {
        ...(JSON.parse(event.data) as object),
        parameters: {
          platform: 'amazon_prime',
          genre: 'historical_documentary',
          contentType: 'tv_series',
          country: 'ba',
          template: 'vertical_with_three_posters_and_outro_v2',
        },
        retry_count: 12,
        ...(picture === 'with' ? { thumbnail_url: 'https://cdn.example.test/1.png' } : {}),
      };
      await page.setViewportSize({ width: PHONE, height: 900 });
      await drawn(type, bodyOf(type, { ...event, data: JSON.stringify(data) }, 'compact'));
      expect(await linesOf(page)).toBeLessThanOrEqual(6 + (type === MAIL ? 2 : 0));
    },
  );

  it('takes at most 6 lines where the error has a long address', async () => {
    const { event } = SAMPLES.find((sample) => sample.event.type === 'job.failed')!;
    const error = `GET https://api.creatomate.example/v1/renders/0d8f3a1c-5e5b-4b1e-9d2a-1f2e3d4c5b6a?include=all&expand=template failed: 500`;
    const data = { ...(JSON.parse(event.data) as object), error };
    await page.setViewportSize({ width: PHONE, height: 900 });
    const words = await drawn(type, bodyOf(type, { ...event, data: JSON.stringify(data) }, 'compact'));
    expect(words).toContain('failed: 500');
    // Discord has the narrowest lines; mails have their subject above.
    const more = type === 'discord' ? 1 : type === MAIL ? 2 : 0;
    expect(await linesOf(page)).toBeLessThanOrEqual(6 + more);
  });

  it('takes no more lines where the names of a failed job and its error are long', async () => {
    const { event } = SAMPLES.find((sample) => sample.event.type === 'job.failed')!;
    const data = {
      ...(JSON.parse(event.data) as object),
      parameters: { platform: 'amazon_prime', genre: 'documentary', contentType: 'tv_shows', country: 'ba' },
      error: `Creatomate API error: 422 — the template "vertical" ${'needs three posters, and has two '.repeat(3)}`,
      current_step: 'Rendering video with Creatomate',
      retry_count: 3,
    };
    await page.setViewportSize({ width: PHONE, height: 900 });
    await drawn(type, bodyOf(type, { ...event, data: JSON.stringify(data) }, 'compact'));
    // Discord has the narrowest lines; mails have their subject above.
    const more = type === 'discord' || type === MAIL ? 1 : 0;
    expect(await linesOf(page)).toBeLessThanOrEqual(6 + more);
  });
});

const LIVE = DRAWN.filter(({ conversations }) => conversations?.modes.includes('live')).map(
  ({ type }) => type,
);

describe.each(LIVE)('On a phone, the edited message of a job in %s', (type) => {
  it.each(['job.script_completed', 'job.completed', 'job.failed'])(
    'takes at most 6 lines, and tells what was before with short times: %s',
    async (wanted) => {
      const { event } = SAMPLES.find((sample) => sample.event.type === wanted)!;
      const stepAt = (type: string, label: string, seconds: number) => ({
        type,
        label,
        ok: true,
        timestamp: new Date(Date.parse(event.timestamp) - seconds * 1000).toISOString(),
      });
      const timeline = [
        stepAt('job.extraction_completed', 'Movies extracted', 120),
        stepAt('job.render_started', 'Render started', 60),
      ];
      const conversation = { as: 'edit', ref: REF, timeline } as const;
      await page.setViewportSize({ width: PHONE, height: 900 });
      const words = await drawn(type, bodyOf(type, event, 'compact', { conversation }));
      expect(await linesOf(page)).toBeLessThanOrEqual(6);
      // Zulip writes every time with its date.
      const before = type === 'zulip' ? /render started / : /render started (?!Jan|1\/1)/;
      expect(before.test(words)).toBe(wanted !== 'job.failed');
    },
  );
});

describe('The preview of slack', () => {
  it('draws fields one below the other on a phone, and two side by side with room', async () => {
    const columns = 'getComputedStyle(document.querySelector(".slack-fields")).gridTemplateColumns';
    const counted: number[] = [];
    for (const width of [PHONE, 700]) {
      await page.setViewportSize({ width, height: 900 });
      await drawn('slack', bodyOf('slack', SAMPLES[0]!.event, 'full'));
      counted.push((await page.evaluate<string>(columns)).split(' ').length);
    }
    expect(counted).toEqual([1, 2]);
  });
});

describe('The preview of discord with room', () => {
  it('draws inline fields three in a row', async () => {
    await page.setViewportSize({ width: 700, height: 900 });
    await drawn('discord', bodyOf('discord', SAMPLES[0]!.event, 'full'));
    const columns = 'getComputedStyle(document.querySelector(".discord-fields")).gridTemplateColumns';
    expect((await page.evaluate<string>(columns)).split(' ')).toHaveLength(3);
  });
});

describe.each(['discord', 'mattermost', 'rocketchat'])('The preview of %s with room', (type) => {
  it('draws a long value of a full message in a row of its own, and short ones side by side', async () => {
    const { event } = SAMPLES.find((sample) => sample.event.type === DIGEST_EVENT)!;
    await page.setViewportSize({ width: 700, height: 900 });
    await drawn(type, bodyOf(type, event, 'full'));
    const [list, id] = await page.evaluate<number[]>(`['1704123456788', 'webhook_1'].map((text) =>
      [...document.querySelectorAll('.${type}-fields > *')].find(({ innerText }) => innerText.includes(text))
        .getBoundingClientRect().width / document.querySelector('.${type}-fields').getBoundingClientRect().width)`);
    expect(list).toBe(1);
    expect(id).toBeLessThanOrEqual(0.5);
  });
});

describe('The preview of what programs read', () => {
  const data = { job_id: 'job_1', error: '<b>x</b> ${{ secrets.TOKEN }}', long: 'x'.repeat(400) };
  const event = { ...SAMPLES[1]!.event, data: JSON.stringify(data) };
  const draw = async (type: string, options: object, scheme: string): Promise<string> => {
    const adapter = ADAPTERS.find((each) => each.type === type)!;
    const { body, headers } = adapter.format(event, aTarget({ options }));
    const given = [JSON.stringify(type), body, JSON.stringify(scheme), JSON.stringify(headers)];
    await page.setViewportSize({ width: PHONE, height: 900 });
    return wordsOf(await page.evaluate<string>(`draw(${given.join(', ')})`));
  };
  const over = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

  it.each(['github', 'cloudevents'])(
    'has names above their values at the width of a phone, on a wide screen too (%s)',
    async (type) => {
      const columns = 'getComputedStyle(document.querySelector(".values")).gridTemplateColumns';
      const counted: number[] = [];
      for (const width of [PHONE, 700]) {
        await draw(type, { token: 'github_pat_x' }, 'light');
        await page.setViewportSize({ width: 1200, height: 900 });
        await page.evaluate(`document.querySelector('figure').style.width = '${width}px'`);
        counted.push((await page.evaluate<string>(columns)).split(' ').length);
      }
      expect(counted).toEqual([1, 2]);
    },
  );

  it.each(['light', 'dark'])('is for GitHub what a workflow sees, on a phone too (%s)', async (scheme) => {
    const words = await draw('github', { token: 'github_pat_x' }, scheme);
    expect(words).toContain('github.event.action job.failed');
    expect(words).toContain('github.event.client_payload.data.job_id job_1');
    expect(words).toContain('github.event.client_payload.data.error <b>x</b> ${{ secrets.TOKEN }}');
    expect(await page.evaluate<number>(over)).toBe(0);
  });

  it.each(['structured', 'batch', 'binary'])(
    'is for CloudEvents attributes and data, in %s mode',
    async (mode) => {
      const words = await draw('cloudevents', { mode }, 'dark');
      expect(words).toContain(`CloudEvent · ${mode} mode`);
      expect(words).toContain('type job.failed');
      expect(words).toContain('"error": "<b>x</b> ${{ secrets.TOKEN }}"');
      expect(await page.evaluate<number>(over)).toBe(0);
    },
  );
});

interface Oracle {
  /** Lists the texts that a reader of the platform sees of a body, times left out. */
  seenOf(body: string): readonly string[];
}

async function oracleOf(type: string): Promise<Oracle> {
  return (await import(fileOf(type, 'oracle.ts'))) as Oracle;
}
