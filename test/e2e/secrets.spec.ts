import { describe, expect, it } from '@jest/globals';
import { GatewayProcess } from '../support/gateway-process.js';
import { Stage } from '../support/stage.js';

const stage = Stage.forEachTest();

const SECRETS = {
  slack: 'SLACKTOKENabcdefgh123456',
  discord: 'DISCORDTOKEN-abcdefgh_987654',
  query: 'QUERYTOKEN-5555',
  signing: 'SIGNINGKEY-a-secret-nobody-may-see',
  emit: 'EMITKEY-0123456789abcdef',
  admin: 'ADMINKEY-0123456789abcdef',
  header: 'HEADERVALUE-0123456789',
} as const;

const leaked = (text: string) => Object.values(SECRETS).filter((secret) => text.includes(secret));

const environment = (urls: string) => ({
  WEBHOOK_BREAKER_FAILURES: '0',
  WEBHOOK_URLS: urls,
  WEBHOOK_EVENTS: '*',
  WEBHOOK_SECRET_KEY: SECRETS.signing,
  WEBHOOK_EMIT_KEYS: SECRETS.emit,
  WEBHOOK_ADMIN_KEYS: SECRETS.admin,
  WEBHOOK_HEADERS: `Authorization:Bearer ${SECRETS.header},X-Api-Key:${SECRETS.header}`,
  WEBHOOK_ALLOW_NETWORKS: 'loopback',
  WEBHOOK_MAX_RETRIES: '1',
  WEBHOOK_TIMEOUT: '500',
});

describe('The gateway', () => {
  it.each([
    ['json, info', {}],
    ['json, trace', { LOG_LEVEL: 'trace' }],
    ['pretty, trace', { LOG_FORMAT: 'pretty', LOG_LEVEL: 'trace' }],
  ])(
    'reveals no secret in its log (%s), API or records, whatever fails',
    async (_, log: Readonly<Record<string, string>>) => {
      const answers = [200, 500, 404, 'reset', 'hang'] as const;
      const receiver = await stage.receiver(({ headers, path }, response, nth) => {
        const answer = answers[nth % answers.length]!;
        if (answer === 'hang') return 'handled';
        if (answer === 'reset') {
          response.socket!.resetAndDestroy();
          return 'handled';
        }
        // An answer that echoes the request would be recorded: other tests check that.
        expect({ headers, path }).toBeDefined();
        return { status: answer, body: 'ok' };
      });
      const urls = [
        `slack+${receiver.url(`/services/T0/B0/${SECRETS.slack}`)}`,
        `discord+${receiver.url(`/api/webhooks/42/${SECRETS.discord}`)}`,
        receiver.url(`/hook?token=${SECRETS.query}`),
        `discord+http://nobody-there.invalid/api/webhooks/1/${SECRETS.discord}`,
        `slack+http://127.0.0.1:1/services/T0/B0/${SECRETS.slack}`,
      ];
      const gateway = await stage.gateway({ ...environment(urls.join(',')), ...log });
      const admin = { authorization: `Bearer ${SECRETS.admin}` };
      const sent = Array.from({ length: 6 }, (_, n) =>
        gateway.trigger({ event: 'job.completed', data: { n } }, { prefer: 'wait=20', ...admin }),
      );
      const tested = urls.flatMap((url) => [
        gateway.post('/api/webhooks/test', { url }, admin),
        gateway.post('/api/webhooks/test', { url, more: SECRETS.slack.length }, admin),
      ]);
      const answersOfApi: unknown[] = await Promise.all([...sent, ...tested]);
      for (const path of ['/api/webhooks/status', '/api/webhooks/endpoints', '/api/nothing', '/livez'])
        answersOfApi.push(await gateway.get(path, admin));
      answersOfApi.push(
        await gateway.get('/api/webhooks/status', { authorization: `Bearer ${SECRETS.emit}` }),
      );
      const bodies = JSON.stringify(
        answersOfApi.map((answer) => (answer as { body?: unknown }).body ?? answer),
      );
      expect(leaked(bodies)).toEqual([]);
      await gateway.letGo();
      expect(gateway.lines.length).toBeGreaterThan(20);
      expect(leaked([...gateway.lines, ...gateway.errors].join('\n'))).toEqual([]);
      expect(leaked(JSON.stringify(stage.rows('select * from attempts')))).toEqual([]);
      expect(leaked(JSON.stringify(stage.rows('select * from endpoints')))).toEqual([]);
    },
  );

  it('reveals no secret when it refuses to start over a URL', async () => {
    const { path } = stage.folder;
    const broken = [
      `https://hooks.slack.com/workflows/T0/${SECRETS.slack}`,
      `https://discord.com/api/webhooks/notdigits/${SECRETS.discord}`,
      `https://user:${SECRETS.query}@example.com/x`,
      `htp://example.com/${SECRETS.slack}`,
      `slack+https://exa mple.com/${SECRETS.slack}`,
    ];
    const { code, stderr } = await GatewayProcess.refuses(environment(broken.join(',')), path);
    expect(code).toBe(1);
    expect(leaked(stderr)).toEqual([]);
    const alone = await Promise.all(
      broken.map((url) =>
        GatewayProcess.refuses({ ...environment(url), DATABASE_URL: 'sqlite:./x.db' }, path),
      ),
    );
    for (const refusal of alone) {
      expect(refusal.code).toBe(1);
      expect(leaked(refusal.stderr)).toEqual([]);
    }
  });

  it('reveals no secret when it refuses to start over a key, a header or the database', async () => {
    const { code, stderr } = await GatewayProcess.refuses(
      {
        ...environment('http://127.0.0.1:1/'),
        WEBHOOK_SECRET_KEY: `whsec_${SECRETS.signing}`,
        WEBHOOK_EMIT_KEYS: `${SECRETS.emit},ä${SECRETS.emit}`,
        WEBHOOK_HEADERS: `Host:${SECRETS.header},X-Key:${SECRETS.header}ü→`,
        DATABASE_URL: `mysql://root:${SECRETS.query}@db/x`,
      },
      stage.folder.path,
    );
    expect(code).toBe(1);
    expect(leaked(stderr)).toEqual([]);
  });
});
