import { writeFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { MailServer, reply } from '../support/mail-server.js';
import { START_MS } from '../support/gateway-process.js';
import { guideExamples } from '../support/guide-examples.js';
import { until } from '../support/until.js';
import { Stage } from '../support/stage.js';

it(
  'delivers an event to a mail server that the configuration file names',
  async () => {
    await using stage = new Stage();
    const server = await MailServer.start();
    const url = `smtp://${server.host}?from=jobs@example.test&to=team@example.test`;
    const endpoint = { name: 'mail', url, options: { security: 'none' } };
    writeFileSync(stage.folder.file('gateway.yaml'), JSON.stringify({ endpoints: [endpoint] }));
    const gateway = await stage.gateway({ WEBHOOK_CONFIG: './gateway.yaml' });
    const event = { event: 'job.completed', data: guideExamples.completedJob };
    const { results } = await gateway.trigger(event, { prefer: 'wait=30' });
    expect(results).toMatchObject({ total: 1, successful: 1 });
    expect(server.arrived[0]!.mail.subject).toMatch(/^✅ Video ready/);
    await server.stop();
  },
  START_MS,
);

it(
  'sends a message again to those recipients alone that the mail server put off, also after a restart',
  async () => {
    await using stage = new Stage();
    let isLate = true;
    const server = await MailServer.start({
      onRcptTo: ({ address }, _, done) => {
        if (address.startsWith('gone')) return done(reply(550, '5.1.1 No such user'));
        done(isLate && address.startsWith('lead') ? reply(452, '4.3.1 Later') : null);
      },
    });
    const url = `smtp://${server.host}?from=jobs@example.test&to=team@example.test,gone@example.test&to=lead@example.test`;
    const endpoint = { name: 'mail', url, options: { security: 'none' } };
    writeFileSync(stage.folder.file('gateway.yaml'), JSON.stringify({ endpoints: [endpoint] }));
    const settings = {
      WEBHOOK_CONFIG: './gateway.yaml',
      WEBHOOK_RETRY_DELAY: '1000',
      WEBHOOK_MAX_RETRIES: '100',
    };
    const gateway = await stage.gateway(settings);
    await gateway.trigger({ event: 'job.completed', data: guideExamples.completedJob });
    await until('the first attempt is recorded', () => stage.deliveries()[0]!.attempts > 0);
    await gateway.end();
    const [first] = stage.rows<{ outcome: string; error_code: string; note: string }>(
      'select * from attempts',
    );
    expect(first).toMatchObject({
      outcome: 'retry',
      error_code: 'mail_put_off',
      error_message: 'SMTP 452 reply for 1 of 3 recipients: 4.3.1 Later',
      note: 'The server refused 2 of 3 recipients: gone@example.test (550 5.1.1 No such user); lead@example.test (452 4.3.1 Later)',
    });
    isLate = false;
    await stage.gateway(settings);
    await until('the delivery is over', () => stage.deliveries()[0]!.state === 'delivered');
    const ids = server.arrived.map(({ mail }) => mail.messageId);
    expect(server.arrived.map(({ recipients }) => recipients)).toEqual([
      ['team@example.test'],
      ['lead@example.test'],
    ]);
    expect(ids[1]).toBe(ids[0]);
    await server.stop();
  },
  2 * START_MS,
);
