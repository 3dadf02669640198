import { spawnSync } from 'node:child_process';
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { START_MS, type GatewayProcess } from '../support/gateway-process.js';
import { guideExamples } from '../support/guide-examples.js';
import { OwnEndpoint } from '../support/own-endpoint.js';
import type { Received } from '../support/receiver.js';
import { Stage } from '../support/stage.js';

const PLAIN = 'your-secure-webhook-secret-key-here';
const ENCODED = `whsec_${randomBytes(32).toString('base64')}`;
const UNICODE = 'schlüssel-密钥';

/** The guide's verifier in Node. */
function verifyWebhookSignature(payload: unknown, signature: string, secret: string): boolean {
  const expectedSignature = createHmac('sha256', secret).update(JSON.stringify(payload)).digest('hex');
  const providedSignature = signature.replace('sha256=', '');
  return timingSafeEqual(Buffer.from(expectedSignature, 'hex'), Buffer.from(providedSignature, 'hex'));
}

/** Returns the verdict of the guide's verifier in Python on the body that a receiver got, for each secret: `True` or `False`. */
function verifiedInPython({ headers, body }: Received, secrets: readonly string[]): string[] {
  const program = `${guideExamples.python}
import sys
given = json.load(sys.stdin)
for secret in given['secrets']:
    print(verify_webhook_signature(json.loads(given['body']), given['signature'], secret))
`;
  const input = JSON.stringify({ body, signature: headers['x-streamgank-signature'], secrets });
  const { stdout, stderr } = spawnSync('python3', ['-c', program], { input, encoding: 'utf8' });
  return (stdout.trim() || stderr).split('\n');
}

const hasPython = spawnSync('python3', ['--version']).status === 0;

describe.each([
  ['a plain secret', PLAIN],
  ['a whsec_ secret', ENCODED],
  ['a secret beyond ASCII', UNICODE],
])('A delivery signed with %s', (_, secret) => {
  const stage = Stage.forFile();
  const key = secret.startsWith('whsec_') ? secret : Buffer.from(secret).toString('base64');
  let gateway: GatewayProcess;
  let inAscii: Received;
  let beyondAscii: Received;

  beforeAll(async () => {
    const receiver = await stage.receiver();
    gateway = await stage.gateway({
      WEBHOOK_URLS: receiver.url(),
      WEBHOOK_SECRET_KEY: secret,
      WEBHOOK_RETRY_DELAY: '1100',
      WEBHOOK_MAX_RETRY_DELAY: '1100',
    });
    const deliver = async (data: object, nth: number): Promise<Received> => {
      await gateway.trigger({ event: 'job.completed', data, timestamp: guideExamples.timestamp });
      return (await receiver.count(nth))[nth - 1]!;
    };
    inAscii = await deliver(guideExamples.completedJob, 1);
    beyondAscii = await deliver({ text: 'Größe 🎬', '7': 1, ...guideExamples.completedJob }, 2);
  }, START_MS);

  it("passes the guide's verifier in Node", () => {
    const { headers, body } = beyondAscii;
    const signature = headers['x-streamgank-signature']!;
    expect(verifyWebhookSignature(JSON.parse(body), signature, secret)).toBe(true);
    expect(verifyWebhookSignature({ ...JSON.parse(body), event: 'job.failed' }, signature, secret)).toBe(
      false,
    );
    expect(verifyWebhookSignature(JSON.parse(body), signature, `${secret}x`)).toBe(false);
  });

  const inPython = hasPython ? it : it.skip;
  inPython("passes the guide's verifier in Python if its data is ASCII", () => {
    expect(verifiedInPython(inAscii, [secret, `${secret}x`])).toEqual(['True', 'False']);
  });

  it('passes the libraries standardwebhooks and svix', () => {
    const { headers, body } = inAscii;
    expect(new Webhook(key).verify(body, headers)).toEqual(JSON.parse(body));
    // Svix's only says yes or no: it throws unless the signature is right.
    expect(() => new SvixWebhook(key).verify(body, headers)).not.toThrow();
    expect(() => new SvixWebhook(key).verify(`${body} `, headers)).toThrow('No matching signature');
    expect(() => new Webhook(key).verify(`${body} `, headers)).toThrow('No matching signature');
  });

  it('has the same body and delivery id in a retry, with a timestamp of its own', async () => {
    const receiver = await stage.receiver((_, __, nth) => (nth === 1 ? 500 : 200));
    const endpoint = await OwnEndpoint.on(gateway, stage, receiver.url(), { secret: null });
    await endpoint.trigger(guideExamples.completedJob);
    const [first, second] = await receiver.count(2);
    expect(second!.body).toBe(first!.body);
    expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id']);
    expect(second!.headers['x-streamgank-delivery']).toBe(first!.headers['x-streamgank-delivery']);
    expect(second!.headers['x-streamgank-signature']).toBe(first!.headers['x-streamgank-signature']);
    expect(Number(second!.headers['webhook-timestamp'])).toBeGreaterThan(
      Number(first!.headers['webhook-timestamp']),
    );
    expect(new Webhook(key).verify(second!.body, second!.headers)).toEqual(JSON.parse(second!.body));
  });
});

describe('A generated secret', () => {
  const stage = Stage.forFile();

  it('is generated once, readable to its owner alone, announced without its value, and used again', async () => {
    const receiver = await stage.receiver();
    const env = { WEBHOOK_URLS: receiver.url() };
    const first = await stage.gateway(env);
    await first.said(
      /^🔑 No WEBHOOK_SECRET_KEY is set: a secret was generated and is kept in .*webhook-secret\.key$/,
    );
    await first.trigger({ event: 'job.completed', data: {}, timestamp: guideExamples.timestamp });
    await receiver.count(1);
    await first.end();
    const second = await stage.gateway(env);
    await second.trigger({ event: 'job.completed', data: {}, timestamp: guideExamples.timestamp });
    const [one, two] = await receiver.count(2);
    expect(two!.headers['x-streamgank-signature']).toBe(one!.headers['x-streamgank-signature']);
    const { secret, mode } = stage.secretFile();
    expect(mode).toBe(0o600);
    expect(secret).toMatch(/^whsec_/);
    expect(
      verifyWebhookSignature(JSON.parse(one!.body), one!.headers['x-streamgank-signature']!, secret),
    ).toBe(true);
    expect([...first.lines, ...second.lines].join('\n')).not.toContain(secret.slice(6));
  });
});
