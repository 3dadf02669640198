import { describe, expect, it } from '@jest/globals';
import { validateSync } from 'class-validator';
import { aTarget } from '../../../test/support/a-target.js';
import type { GatewayEvent } from '../../modules/model/event.js';
import type { MailMessage } from '../../modules/model/mail-message.js';
import { BUILT_IN, eventTypeOf } from '../catalogue/catalogue.js';
import { maskUrl, recognise } from '../registry.js';
import { DEFAULT_MESSAGE } from '../../modules/model/message-options.js';
import { SAMPLES } from '../samples.js';
import { email } from './email.adapter.js';
import { EmailOptions } from './email-options.js';

const BASE = { from: 'StreamGank <jobs@example.com>', to: 'team@example.com, lead@example.com' };
const FAILED = SAMPLES[1]!.event;

function requestFor(
  event: GatewayEvent,
  options: Partial<EmailOptions> = {},
  url = 'smtp://mail.example.com:587',
) {
  const type = eventTypeOf(BUILT_IN, event.type);
  return email.format(event, aTarget({ url, type, options: { ...BASE, ...options } }));
}

const mailFor = (...given: Parameters<typeof requestFor>): MailMessage =>
  JSON.parse(requestFor(...given).body) as MailMessage;
const conflictsOf = (url: string, options: Partial<EmailOptions> = {}) =>
  email.conflicts!(new URL(url), { ...email.fromUrl!(new URL(url)), ...options }).map(({ option }) => option);
const faultsOf = (options: Partial<EmailOptions>) =>
  validateSync(Object.assign(new EmailOptions(), options)).map(({ property }) => property);

describe('The address of a mail server', () => {
  it.each([
    ['smtp://mail.example.com:587', 'smtp://mail.example.com:587'],
    ['smtps://mail.example.com', 'smtps://mail.example.com'],
    ['email+smtp://Mail.Example.com:25/', 'smtp://mail.example.com:25'],
    ['smtp://0x7f.1:2525', 'smtp://127.0.0.1:2525'],
    [
      'smtp://mail.example.com?from=a@example.com&to=b@example.com',
      'smtp://mail.example.com?from=a%40example.com&to=b%40example.com',
    ],
  ])('is taken: %s', (raw, url) => {
    expect(recognise(raw)).toMatchObject({ ok: true, adapter: { type: 'email' }, url, warnings: [] });
  });

  it.each([
    ['smtp://jobs:secret@mail.example.com:587', 'set them as options'],
    ['email+https://mail.example.com', 'Email takes no https:// address: expected smtp:// or smtps://'],
    ['slack+smtp://mail.example.com', 'Slack takes no smtp:// address'],
    ['smtp:mail.example.com', 'must start with https://'],
    ['mailto:team@example.com', 'must start with https://'],
  ])('is refused with the reason: %s', (raw, words) => {
    const found = recognise(raw);
    expect(found).toEqual({ ok: false, message: expect.stringContaining(words) });
    expect(JSON.stringify(found)).not.toContain('secret');
  });

  it('is shown whole, for it holds no secret', () => {
    const url = 'smtp://mail.example.com:587?to=team%40example.com';
    expect(maskUrl('email', url)).toBe(url);
  });

  it('gives sender and recipients, which options replace', () => {
    const url = new URL('smtp://h.example.com?from=a%40example.com&to=b%40example.com&to=c%40example.com');
    expect(email.fromUrl!(url)).toEqual({ from: 'a@example.com', to: 'b@example.com, c@example.com' });
  });

  it('needs sender and recipients, and whole pairs of options', () => {
    const url = 'smtp://mail.example.com:587';
    expect(conflictsOf(url)).toEqual(['from', 'to']);
    expect(conflictsOf(url, BASE)).toEqual([]);
    expect(conflictsOf(url, { ...BASE, user: 'jobs' })).toEqual(['password']);
    expect(conflictsOf(url, { ...BASE, password: 'x' })).toEqual(['user']);
    expect(conflictsOf(url, { ...BASE, dkimDomain: 'example.com' })).toEqual(['dkimKey']);
    expect(conflictsOf('smtps://mail.example.com', { ...BASE, security: 'starttls' })).toEqual(['security']);
  });

  it('may go without TLS on this machine alone', () => {
    const none = { ...BASE, security: 'none' } as const;
    expect(conflictsOf('smtp://127.0.0.1:2525', none)).toEqual([]);
    expect(conflictsOf('smtp://localhost:25', none)).toEqual([]);
    expect(conflictsOf('smtp://mail.example.com:25', none)).toEqual(['security']);
  });
});

describe('The addresses in options', () => {
  it.each([['team@example.com'], ['StreamGank Jobs <jobs@example.com>'], ['jörg@example.com']])(
    'are taken: %s',
    (address) => {
      expect(faultsOf({ from: address, to: `${address}, other@example.com` })).toEqual([]);
    },
  );

  it.each([
    ['team'],
    ['a@example.com\r\nBcc: x@example.com'],
    ['a@example.com, b@example.com'],
    ['"x" <a@example.com>'],
    ['<a@b@c>'],
  ])('are refused as a sender: %j', (address) => {
    expect(faultsOf({ from: address })).toEqual(['from']);
  });
});

describe('A mail', () => {
  it('is handed to the server with the login and without a secret in the address or the body', () => {
    const request = requestFor(FAILED, { user: 'jobs', password: 'a-secret-password' });
    expect(request).toMatchObject({
      method: 'MAIL',
      url: 'smtp://mail.example.com:587',
      mail: {
        security: 'starttls',
        greeting: 'example.com',
        login: { user: 'jobs', password: 'a-secret-password' },
        dkim: null,
      },
    });
    expect(request.url + request.body).not.toContain('a-secret-password');
    expect(requestFor(FAILED, {}, 'smtps://mail.example.com').mail).toMatchObject({
      security: 'tls',
      login: null,
    });
  });

  it.each([
    ['those that no attempt has reached', ['lead@example.com'], ['lead@example.com']],
    ['all, where the endpoint has others by now', ['gone@example.com'], undefined],
    ['all at first', undefined, undefined],
  ])('goes to %s', (_, unreached, recipients) => {
    const request = (to: string, left: readonly string[] | undefined) =>
      email.format(
        FAILED,
        aTarget({
          url: 'smtp://mail.example.com',
          options: { ...BASE, to },
          ...(left && { unreached: left }),
        }),
      );
    const { mail, body } = request(BASE.to, unreached);
    expect(mail!.recipients).toEqual(recipients);
    expect(JSON.parse(body).to).toEqual(['team@example.com', 'lead@example.com']);
    expect(
      request('Lead <lead@bücher.example>', ['lead@xn--bcher-kva.example']).mail!.recipients,
    ).toHaveLength(1);
  });

  it('says in the subject what happened and which job, after the prefix of the endpoint', () => {
    expect(mailFor(FAILED).subject).toMatch(/^❌ Render failed: Netflix · /);
    expect(mailFor(FAILED, { subjectPrefix: '[staging]' }).subject).toMatch(/^\[staging\] ❌ Render failed/);
  });

  it('has one subject for all mails of a job where the endpoint wants it, and the outcome in the text beside it', () => {
    const [failed, completed] = [FAILED, SAMPLES[0]!.event].map((event) =>
      mailFor(event, { oneSubject: true }),
    );
    expect(failed!.subject).toBe('Netflix · Action Movies · 🇺🇸 US');
    expect(completed!.subject).toBe(failed!.subject);
    expect(failed!.html).toMatch(/display:none[^>]*>❌ Render failed · Creatomate API error/);
    expect(completed!.html).toMatch(/display:none[^>]*>✅ Video ready · Rendered in/);
    const own = SAMPLES.find(({ event }) => event.type === 'webhook.endpoint_failing')!.event;
    expect(mailFor(own, { oneSubject: true }).subject).toMatch(/^🔴 Endpoint failing: /);
  });

  it('begins that text with the title where it has an emoji of its own', () => {
    const message = { ...DEFAULT_MESSAGE, title: '🎬 Cut', subject: 'Netflix' };
    const options = { ...BASE, oneSubject: true };
    const url = 'smtp://mail.example.com:587';
    const { banner } = email.format(FAILED, aTarget({ url, message, options }));
    expect(banner).toMatchObject({ title: 'Netflix', text: expect.stringMatching(/^🎬 Cut/u) });
    expect(JSON.parse(email.format(FAILED, aTarget({ url, message, options })).body).html).toContain(
      '>🎬 Cut',
    );
  });

  it('begins with a hidden line that says why, which mail programs show beside the subject', () => {
    expect(mailFor(FAILED).html).toMatch(
      /<body[^>]*><div style="display:none[^>]*>Creatomate API error: 422/,
    );
  });

  it('has the id of its delivery, and refers to the other mails of its job', () => {
    const [failed, completed] = [mailFor(FAILED), mailFor(SAMPLES[0]!.event)];
    expect(failed.messageId).toBe('<550e8400-e29b-41d4-a716-446655440000@example.com>');
    expect(failed.inReplyTo).toMatch(/^<job-[0-9a-f]{32}@example\.com>$/);
    expect(completed.inReplyTo).toBe(failed.inReplyTo);
    expect(mailFor(SAMPLES.find(({ event }) => event.type === 'webhook.test')!.event).inReplyTo).toBeNull();
  });

  it('says the same in both forms', () => {
    const { text, html } = mailFor(FAILED);
    for (const words of [
      'Render failed',
      'Creatomate API error',
      'template',
      'needs 3 posters',
      'job_…abc123',
      'UTC',
    ]) {
      expect(text).toContain(words);
      expect(html).toContain(words);
    }
  });

  it('shows markup in data as it was written', () => {
    const error = '<script>alert(1)</script> & "quotes"';
    const { text, html } = mailFor({ ...FAILED, data: JSON.stringify({ error }) });
    expect(text).toContain(error);
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quotes&quot;');
  });

  it('is one line where a header is, whatever the data says', () => {
    const data = JSON.stringify({ job_id: 'a\r\nBcc: x@example.com', error: 'x\r\ny' });
    const mail = mailFor({ ...FAILED, data });
    expect(JSON.stringify({ ...mail, text: '', html: '' })).not.toMatch(/\\r|\\n/);
  });
});
