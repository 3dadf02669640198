import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { generateKeyPairSync } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import { firstValueFrom } from 'rxjs';
import type { SMTPServerOptions } from 'smtp-server';
import { certificate } from '../../../../../test/support/certificates.js';
import { MailServer, reply } from '../../../../../test/support/mail-server.js';
import { until } from '../../../../../test/support/until.js';
import type { GatewayConfig } from '../../../config/gateway-config.js';
import type { MailMessage } from '../../../model/mail-message.js';
import type { MailRoute } from '../../../model/mail-route.js';
import { TargetGuard } from '../../../net/target-guard.js';
import type { TlsMaterial } from '../../../net/tls-material.js';
import { Agents } from '../agents.js';
import { MailSender } from './mail-sender.service.js';

const authority = certificate({ name: 'Test authority', authority: true });
const { cert, key } = certificate({ name: '127.0.0.1', by: authority, addresses: ['127.0.0.1'] });
const trusting: TlsMaterial = { ca: authority.cert, cert: null, key: null, passphrase: null };

const MESSAGE: MailMessage = {
  from: 'StreamGank <jobs@example.test>',
  to: ['team@example.test', 'lead@example.test'],
  cc: [],
  replyTo: null,
  subject: '❌ Render failed: Nétflix',
  text: 'Render failed\n\n.\nJob: 1\n',
  html: '<!doctype html><html><body>Render <strong>failed</strong> · ✓</body></html>',
  messageId: '<delivery-1@example.test>',
  inReplyTo: '<job-1@example.test>',
  date: '2024-01-01T12:05:30.123Z',
  headers: { 'Auto-Submitted': 'auto-generated' },
};
const PLAIN: MailRoute = { security: 'none', greeting: 'example.test', login: null, dkim: null };

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

async function server(options: SMTPServerOptions = {}): Promise<MailServer> {
  const made = await MailServer.start(options);
  closers.push(() => made.stop());
  return made;
}

function sender(guard = new TargetGuard([])): MailSender {
  const config = { timeoutMs: 5_000, tls: trusting } as unknown as GatewayConfig;
  const agents = new Agents(config, guard);
  closers.push(() => agents.destroy());
  return new MailSender(config, guard, agents);
}

interface Sent {
  readonly mail?: Partial<MailRoute>;
  readonly message?: Partial<MailMessage>;
  readonly trusted?: boolean;
  readonly timeoutMs?: number;
}

async function sent(url: string, { mail, message, trusted = true, timeoutMs = 10_000 }: Sent = {}) {
  const request = {
    method: 'MAIL' as const,
    url,
    headers: {},
    body: JSON.stringify({ ...MESSAGE, ...message }),
    trusted,
    mail: { ...PLAIN, ...mail },
  };
  return firstValueFrom(sender().send(request, timeoutMs));
}

describe('A message that is handed to a mail server', () => {
  it('arrives as it was written, in HTML and in plain text', async () => {
    const { host, arrived } = await server();
    expect(await sent(`smtp://${host}`)).toMatchObject({
      kind: 'answer',
      status: 250,
      headers: { command: 'DATA' },
      body: expect.stringMatching(/^250 /),
      note: null,
    });
    const [{ mail, recipients }] = arrived as [MailServer['arrived'][0]];
    expect(recipients).toEqual(['team@example.test', 'lead@example.test']);
    expect(mail).toMatchObject({
      subject: MESSAGE.subject,
      messageId: MESSAGE.messageId,
      inReplyTo: MESSAGE.inReplyTo,
      references: MESSAGE.inReplyTo,
      date: new Date('2024-01-01T12:05:30.000Z'),
      from: { value: [{ name: 'StreamGank', address: 'jobs@example.test' }] },
    });
    expect(mail.text).toBe(MESSAGE.text);
    expect(mail.html).toContain('Render <strong>failed</strong> · ✓');
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
    expect(arrived[0]!.raw).toMatch(/^Date: Mon, 01 Jan 2024 12:05:30 \+0000\r$/m);
  });

  it('has lines that every server takes', async () => {
    const { host, arrived } = await server();
    await sent(`smtp://${host}`, { message: { text: 'x'.repeat(5_000), html: 'y'.repeat(5_000) } });
    expect(Math.max(...arrived[0]!.raw.split('\r\n').map((line) => Buffer.byteLength(line)))).toBeLessThan(
      998,
    );
  });

  it('reads no file and no address into the message, whatever its body says', async () => {
    const { host, arrived } = await server();
    const hostile = {
      attachments: [{ path: '/etc/passwd' }],
      html: { path: '/etc/passwd' },
    } as unknown as MailMessage;
    await sent(`smtp://${host}`, { message: hostile });
    expect(arrived.map(({ raw }) => raw).join()).not.toContain('root:');
  });

  it('goes through TLS that the server begins, and through TLS from the first byte', async () => {
    const [starting, whole] = [await server({ cert, key }), await server({ cert, key, secure: true })];
    await sent(`smtp://${starting.host}`, { mail: { security: 'starttls' } });
    await sent(`smtps://${whole.host}`, { mail: { security: 'tls' } });
    expect([starting, whole].map(({ arrived }) => arrived.map(({ secure }) => secure))).toEqual([
      [true],
      [true],
    ]);
  });

  it('is not sent without TLS where TLS is required, nor past a certificate of a stranger', async () => {
    const stranger = certificate({ name: '127.0.0.1', addresses: ['127.0.0.1'] });
    const servers = [await server(), await server({ cert: stranger.cert, key: stranger.key })];
    for (const { host, arrived } of servers) {
      const result = await sent(`smtp://${host}`, { mail: { security: 'starttls' } });
      expect([result.kind === 'answer' && result.status < 400, arrived]).toEqual([false, []]);
    }
  });

  it('logs in with user and password, which no refusal repeats', async () => {
    const login = { user: 'jobs', password: 'secret-of-jobs' };
    const seen: unknown[] = [];
    const made = await server({
      cert,
      key,
      authOptional: false,
      onAuth: ({ username, password }, _, callback) => {
        seen.push(username, password);
        callback(null, password === 'secret-of-jobs' ? { user: 'jobs' } : {});
      },
    });
    expect(await sent(`smtp://${made.host}`, { mail: { security: 'starttls', login } })).toMatchObject({
      status: 250,
    });
    expect(seen).toEqual(['jobs', 'secret-of-jobs']);
    const wrong = { user: 'jobs', password: 'wrong-password' };
    const refused = await sent(`smtp://${made.host}`, { mail: { security: 'starttls', login: wrong } });
    expect(refused).toMatchObject({
      status: 535,
      headers: { command: expect.stringMatching(/^AUTH/) },
      body: expect.stringMatching(/^535 /),
    });
    expect(JSON.stringify(refused)).not.toContain('wrong-password');
  });

  it('is signed by the DKIM key', async () => {
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    const { host, arrived } = await server();
    const dkim = { domainName: 'example.test', keySelector: 'gateway', privateKey };
    await sent(`smtp://${host}`, { mail: { dkim } });
    expect(String(arrived[0]!.mail.headers.get('dkim-signature'))).toBeTruthy();
    expect(arrived[0]!.raw).toMatch(/^DKIM-Signature: [^]*d=example\.test;[^]*s=gateway;/m);
  });

  it.each([
    [
      'RCPT TO',
      {
        onRcptTo: (_a: unknown, _s: unknown, done: (error: Error) => void) =>
          done(reply(550, '5.1.1 No such user')),
      },
      550,
    ],
    [
      'MAIL FROM',
      {
        onMailFrom: (_a: unknown, _s: unknown, done: (error: Error) => void) =>
          done(reply(451, '4.7.1 Greylisted')),
      },
      451,
    ],
    [
      'DATA',
      {
        onData: (stream: NodeJS.ReadableStream, _: unknown, done: (error: Error) => void) => {
          stream.resume().on('end', () => done(reply(552, '5.3.4 Too big')));
        },
      },
      552,
    ],
  ] as const)('is refused with the reply to %s', async (command, options, status) => {
    const { host } = await server(options as unknown as SMTPServerOptions);
    expect(await sent(`smtp://${host}`)).toMatchObject({
      kind: 'answer',
      status,
      headers: { command: expect.stringContaining(command) },
      body: expect.stringContaining(String(status)),
    });
  });

  it('is taken with a note where some recipients are refused', async () => {
    const { host, arrived } = await server({
      onRcptTo: ({ address }, _, done) =>
        done(address.startsWith('lead') ? reply(550, '5.1.1 No lead here') : null),
    });
    const result = await sent(`smtp://${host}`);
    expect(result).toMatchObject({
      status: 250,
      note: 'The server refused 1 of 2 recipients: lead@example.test (550 5.1.1 No lead here)',
      recipients: {
        taken: 1,
        refused: [{ address: 'lead@example.test', reply: '550 5.1.1 No lead here' }],
      },
    });
    expect(arrived[0]!.recipients).toEqual(['team@example.test']);
  });

  it('has the reply to each recipient where all are refused, one of them for now', async () => {
    const { host } = await server({
      onRcptTo: ({ address }, _, done) =>
        done(address.startsWith('lead') ? reply(550, '5.1.1 No lead here') : reply(450, '4.7.1 Later')),
    });
    const refused = [
      { address: 'team@example.test', reply: '450 4.7.1 Later' },
      { address: 'lead@example.test', reply: '550 5.1.1 No lead here' },
    ];
    expect(await sent(`smtp://${host}`)).toMatchObject({ status: 450, recipients: { taken: 0, refused } });
  });

  it('goes to those recipients alone that the route names, though its headers name all', async () => {
    const { host, arrived } = await server();
    const recipients = ['lead@example.test'];
    expect(await sent(`smtp://${host}`, { mail: { recipients } })).toMatchObject({ status: 250, note: null });
    expect(arrived[0]!.recipients).toEqual(recipients);
    expect(arrived[0]!.mail.to).toMatchObject({
      value: [{ address: 'team@example.test' }, { address: 'lead@example.test' }],
    });
  });

  it('ends with the timeout at a server that says nothing', async () => {
    const silent = createServer();
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const sockets: unknown[] = [];
    silent.on('connection', (socket) => sockets.push(socket.on('close', () => sockets.pop())));
    closers.push(() => silent.close());
    const { port } = silent.address() as AddressInfo;
    expect(await sent(`smtp://127.0.0.1:${port}`, { timeoutMs: 300 })).toMatchObject({
      kind: 'no-answer',
      fault: { code: 'TIMEOUT', message: 'timeout of 300ms exceeded' },
    });
    await until('the connection is closed', () => sockets.length === 0);
  });

  it('has no answer where nothing listens', async () => {
    const closed = await MailServer.start();
    const { host } = closed;
    await closed.stop();
    expect(await sent(`smtp://${host}`)).toMatchObject({
      kind: 'no-answer',
      fault: { code: 'ECONNREFUSED' },
    });
  });

  it('goes to no private network and no port of another service unless the operator names the server', async () => {
    const { host, arrived } = await server();
    const refused = async (url: string) => sent(url, { trusted: false });
    const fault = { code: 'FORBIDDEN_TARGET' };
    expect(await refused('smtp://127.0.0.1:2525')).toMatchObject({ kind: 'no-answer', fault });
    expect(await refused(`smtp://${host}`)).toMatchObject({ kind: 'no-answer', fault });
    expect(arrived).toEqual([]);
  });
});
