import { describe, expect, it } from '@jest/globals';
import { aTarget } from '../../../test/support/a-target.js';
import type { GatewayEvent } from '../../modules/model/event.js';
import { builtInType } from '../event-kinds.js';
import { SAMPLES } from '../samples.js';
import type { SlackMessage } from './slack-message.js';
import { slack } from './slack.adapter.js';
import { code, codeBlock, date, plain } from './slack-text.js';

const target = (event: GatewayEvent) =>
  aTarget({
    url: 'https://hooks.slack.com/services/T0/B0/x',
    headers: { 'X-Custom': 'y' },
    type: builtInType(event.type),
  });
const messageOf = (event: GatewayEvent): SlackMessage => JSON.parse(slack.format(event, target(event)).body);
const messageWith = (data: object, type = 'job.failed') =>
  messageOf({ ...SAMPLES[0]!.event, type, data: JSON.stringify(data) });
const NOW = Date.UTC(2024, 0, 1, 12, 0, 0);
const judge = (status: number, body: string, headers: Record<string, string> = {}, onPlatform = true) =>
  slack.judge({ status, body, headers, receivedAt: NOW, onPlatform });

describe('a Slack message', () => {
  const message = messageOf(SAMPLES[0]!.event);

  it('falls back to the four lines of the guide', () => {
    expect(message.text).toBe(
      [
        '✅ StreamGank Job Completed',
        'Job ID: job_1704123456789_abc123',
        'Video: https://cdn.creatomate.com/renders/abc123-video.mp4',
        'Duration: 5m 30s',
      ].join('\n'),
    );
  });

  it('has its header in top-level blocks, so that Slack does not show the fallback as well', () => {
    expect(message.blocks).toEqual([
      { type: 'header', text: { type: 'plain_text', text: '✅ StreamGank Job Completed', emoji: true } },
    ]);
    expect(message.attachments[0].fallback).toBe('✅ StreamGank Job Completed');
  });

  it('has fields, a button to the video and the local time, in the colour of the outcome', () => {
    const [{ color, blocks }] = message.attachments;
    expect(color).toBe('#2e9e5b');
    expect(blocks.map(({ type }) => type)).toEqual(['section', 'actions', 'context']);
    expect(blocks[0]).toMatchObject({
      fields: expect.arrayContaining([expect.objectContaining({ text: '*Country*\nus' })]),
    });
    expect(blocks[1]).toMatchObject({
      elements: [{ type: 'button', url: 'https://cdn.creatomate.com/renders/abc123-video.mp4' }],
    });
    expect(JSON.stringify(blocks[2])).toContain(
      'Completed <!date^1704110730^{date_short_pretty} {time}|2024-01-01 12:05 UTC>',
    );
  });

  it('shows an error in a code block that it cannot leave', () => {
    const { attachments } = messageWith({ error: '``` <!channel> & more' });
    expect(JSON.stringify(attachments)).toContain(
      '*Error*\\n```\\n`\u200B`\u200B` &lt;!channel&gt; &amp; more\\n```',
    );
  });

  it('colours every tone differently', () => {
    const colours = [
      'job.completed',
      'job.failed',
      'job.timeout',
      'job.completed_with_issues',
      'job.script_completed',
      'job.cancelled',
    ];
    expect(new Set(colours.map((type) => messageWith({}, type).attachments[0].color)).size).toBe(5);
  });

  it('tells an address that cannot be linked as text', () => {
    for (const video_url of ['s3://bucket/key.mp4', `https://c.example/${'a'.repeat(3000)}`]) {
      const body = JSON.stringify(messageWith({ video_url }, 'job.completed'));
      expect(body).toContain(`*Video*\\n\`${video_url.slice(0, 15)}`);
      expect(body).not.toContain('"button"');
    }
  });

  it('does not escape the address of a button', () => {
    const body = JSON.stringify(messageWith({ video_url: 'https://c.example/v?a=1&b=<2>' }));
    expect(body).toContain('"url":"https://c.example/v?a=1&b=%3C2%3E"');
    expect(body).toContain('Video: https://c.example/v?a=1&amp;b=%3C2%3E');
  });

  it('says how many of 200 parameters are not shown', () => {
    const parameters = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`p${i}`, i]));
    expect(JSON.stringify(messageWith({ parameters }))).toContain('182 more not shown');
  });

  it('stays within the sum with every part full, the longest link, and text that JSON doubles', () => {
    const long = '"\\'.repeat(5000);
    const parameters = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`${i}${long}`, long]));
    const video_url = `https://c.example/${'a'.repeat(2900)}`;
    const dates = { created_at: 1e9, started_at: 1e9, completed_at: 1e9, failed_at: 1e9 };
    const { blocks, attachments } = messageWith({
      error: long,
      message: long,
      parameters,
      video_url,
      ...dates,
    });
    expect(JSON.stringify([...blocks, ...attachments[0].blocks]).length).toBeLessThanOrEqual(8000);
  });

  it('keeps much of a long error when there is room', () => {
    expect(JSON.stringify(messageWith({ error: 'x'.repeat(10_240) }).attachments)).toMatch(/x{2700}…/);
  });

  it('carries neither custom headers nor a signature', () => {
    expect(slack.format(SAMPLES[0]!.event, target(SAMPLES[0]!.event)).headers).toEqual({
      'Content-Type': 'application/json',
    });
  });
});

describe('text in Slack', () => {
  it('disarms mentions, channels and links', () => {
    expect(plain('<!channel> <@U1> <https://a|b> &', 100)).toBe(
      '&lt;!channel&gt; &lt;@U1&gt; &lt;https://a|b&gt; &amp;',
    );
  });

  it('is cut after escaping, never inside an entity', () => {
    expect(plain('<<<<', 10)).toBe('&lt;&lt;…');
  });

  it('stays within its code span and code block', () => {
    expect(code('a`b', 20)).toBe('`aˋb`');
    expect(codeBlock('x'.repeat(50), 20)).toBe(`\`\`\`\n${'x'.repeat(11)}…\n\`\`\``);
    expect(date(1_704_110_730_123)).toBe(
      '<!date^1704110730^{date_short_pretty} {time}|2024-01-01 12:05 UTC>',
    );
  });
});

describe('the judgement of Slack answers', () => {
  it('knows success by status and body together', () => {
    expect(judge(200, 'ok')).toEqual({ kind: 'delivered' });
    expect(judge(200, 'ok\n')).toEqual({ kind: 'delivered' });
    expect(judge(200, '<html>sign in</html>')).toMatchObject({ kind: 'retry', code: 'unexpected_answer' });
    expect(judge(200, 'invalid_blocks')).toMatchObject({ kind: 'rejected', code: 'invalid_blocks' });
    expect(judge(201, 'ok').kind).toBe('retry');
  });

  it('waits as long as a 429 says, in its header or its JSON body', () => {
    expect(judge(429, 'rate_limited', { 'retry-after': '30' })).toMatchObject({
      kind: 'retry',
      afterMs: 30_000,
      pauseMs: 30_000,
    });
    expect(judge(429, '{"ok":false,"error":"rate_limited","retry_after":2}')).toMatchObject({
      afterMs: 2000,
      pauseMs: 2000,
    });
    expect(judge(429, '{"ok":false,"retry_after":{"toString":1}}')).toEqual({
      kind: 'retry',
      code: 'HTTP_429',
      message: 'HTTP 429 response',
      slowDown: true,
    });
  });

  it.each([
    '',
    'ok',
    'OK',
    'success',
    '{"ok":true}',
    '{"success":true}',
    '{"error":null}',
    '{"errors":[]}',
    '{"error":""}',
    '{"status":"ok","code":200}',
    '{"errcode":0,"errmsg":"ok"}',
    'received',
    '[]',
  ])('takes a 2xx with %p of another host for a delivery, and not on the hosts of Slack', (body) => {
    expect(judge(200, body, {}, false)).toEqual({ kind: 'delivered' });
    expect(judge(202, body, {}, false)).toEqual({ kind: 'delivered' });
    expect(judge(200, body).kind).toBe(body === 'ok' ? 'delivered' : 'retry');
  });

  it.each([
    ['{"ok":false}', 'ok: no'],
    ['{"ok":false,"error":"Invalid integration id"}', 'error: Invalid integration id'],
    ['{"success":false,"message":"no such hook"}', 'no such hook'],
    ['{"success":"false"}', 'success: false'],
    ['[{"ok":false}]', 'ok'],
    ['{"status":"500"}', 'status: 500'],
    ['{"type":"error"}', 'type: error'],
    ['{"isError":true}', 'isError: yes'],
    ['failed_to_post', 'failed_to_post'],
    ['false', 'false'],
    ['{"error":{"code":7,"text":"bad token"}}', 'bad token'],
    ['{"errors":["channel is gone"]}', 'channel is gone'],
    ['{"status":"error","detail":"x"}', 'status: error'],
    ['{"status":"failed"}', 'failed'],
    ['{"result":"failure"}', 'failure'],
    ['{"code":404,"message":"hook unknown"}', 'hook unknown'],
    ['{"errcode":93000,"errmsg":"invalid webhook url"}', 'invalid webhook url'],
    ['Error: hook is disabled', 'hook is disabled'],
    ['Invalid webhook', 'Invalid webhook'],
    ['not ok', 'not ok'],
  ])('takes a 2xx with %s of another host for a refusal, in its own words', (body, words) => {
    expect(judge(200, body, {}, false)).toMatchObject({
      kind: 'retry',
      code: 'unexpected_answer',
      message: expect.stringContaining(words),
    });
  });

  it('names the title of a page that answers in the place of Slack', () => {
    const page = '<!DOCTYPE html><html><head><title>Sign in to Wi-Fi</title></head></html>';
    expect(judge(200, page)).toMatchObject({
      message: 'HTTP 200 response: expected "ok", got a web page: Sign in to Wi-Fi',
    });
  });

  it('slows down at a rate limit, whatever the status or the body', () => {
    for (const answer of [
      judge(429, ''),
      judge(429, '<html>banned</html>'),
      judge(200, 'rate_limited'),
      judge(503, ''),
    ])
      expect(answer).toMatchObject({ kind: 'retry', slowDown: true });
    expect(judge(500, 'rollup_error')).not.toHaveProperty('slowDown');
  });
});
