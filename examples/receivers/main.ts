// A receiver that answers as the platforms do: ids of messages, edits, limits, refusals and rate limits with their headers.
//
//   node examples/receivers/main.ts [port] [messages a second] [port of the mail server]
//
// Give an endpoint one of the addresses that it prints, and watch what arrives.
import { ALERTS } from './alerts.ts';
import { APPLICATIONS } from './applications.ts';
import { CHATS } from './chats.ts';
import { startMail } from './mail.ts';
import { startReceiver } from './receiver.ts';
import { WORK_CHATS } from './work-chats.ts';

const PLATFORMS = { ...CHATS, ...WORK_CHATS, ...ALERTS, ...APPLICATIONS };
const [port = 4100, perSecond = 5, mailPort = 2525] = process.argv.slice(2).map(Number);
const seen = (platform: string, method: string, body: string, status: number): void =>
  console.log(`${platform} ${method} ${status} ${body.slice(0, 200)}`);
const { base } = await startReceiver(PLATFORMS, { port, perSecond, seen });
const mail = await startMail({
  port: mailPort,
  seen: ({ subject, text }) => console.log(`email ${subject}\n${text?.trim()}`),
});
console.log(mail.url, JSON.stringify({ security: 'none' }));
for (const { url, options } of Object.values(PLATFORMS)) console.log(url(base), JSON.stringify(options));
