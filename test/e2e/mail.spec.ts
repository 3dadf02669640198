import { writeFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { MailServer } from '../support/mail-server.js';
import { START_MS } from '../support/gateway-process.js';
import { guideExamples } from '../support/guide-examples.js';
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
