import type { PeerCertificate } from 'node:tls';
import { describe, expect, it } from '@jest/globals';
import { Subject } from 'rxjs';
import { certificate } from '../../../../test/support/certificates.js';
import type { GatewayConfig } from '../../config/gateway-config.js';
import type { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import type { Endpoint, EndpointTls } from '../../model/endpoint.js';
import type { UpkeepStore } from '../../store/upkeep-store.js';
import { certificateExpiring, expirySentence } from './certificate-messages.js';
import { CertificateWatch } from './certificate-watch.service.js';
import type { DeliveryEvent } from './delivery-event.js';
import { DeliveryEvents } from './delivery-events.service.js';
import { anEndpoint } from '../../../../test/support/an-endpoint.js';

const NOW = Date.now();
const DAY_MS = 86_400_000;

const clientOf = (days: number): EndpointTls => {
  const { cert, key } = certificate({ name: 'gateway', until: new Date(NOW + days * DAY_MS) });
  return { ca: null, cert, key, passphrase: null };
};
const endpoint = (webhookId: string, url: string, tls: EndpointTls | null = null): Endpoint =>
  anEndpoint({ id: `id-${webhookId}`, webhookId, name: webhookId, url, maskedUrl: url, tls });
const shown = (days: number, fingerprint256 = 'AA:BB'): PeerCertificate =>
  ({
    valid_to: new Date(NOW + days * DAY_MS).toUTCString(),
    fingerprint256,
    subject: { CN: 'app.test' },
  }) as PeerCertificate;

function watching(
  endpoints: Endpoint[],
  { tls = null as EndpointTls | null, turns = [true] as unknown[] } = {},
) {
  const events = new DeliveryEvents();
  const published: DeliveryEvent[] = [];
  events.stream.subscribe((event) => published.push(event));
  const tasks: string[] = [];
  const upkeep = {
    acquireLeadership: (task: string) => {
      tasks.push(task);
      const turn = turns.length > 1 ? turns.shift() : turns[0];
      return turn instanceof Error ? Promise.reject(turn) : Promise.resolve(turn === true);
    },
  } as unknown as UpkeepStore;
  const changes = new Subject<void>();
  const catalogue = { all: () => [...endpoints], changes } as unknown as EndpointCatalogue;
  const config = { tls } as GatewayConfig;
  const watch = new CertificateWatch(config, catalogue, upkeep, events, { now: () => NOW });
  return { watch, published, tasks, changes };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe(CertificateWatch.name, () => {
  it('reports a receiver’s certificate once, a week before it expires, with the endpoints that use it', async () => {
    const endpoints = [
      endpoint('webhook_1', 'https://app.test/a'),
      endpoint('webhook_2', 'https://other.test/'),
      endpoint('webhook_3', 'https://app.test:8443/'),
      endpoint('webhook_4', 'http://app.test/'),
    ];
    const { watch, published } = watching(endpoints);
    watch.checkReceiverCertificate('app.test', shown(6.9));
    watch.checkReceiverCertificate('app.test', shown(6.9));
    await settled();
    expect(published).toMatchObject([
      {
        kind: 'certificate-expiring',
        certificate: { of: 'receiver', host: 'app.test', fingerprint: 'AA:BB' },
      },
    ]);
    const [event] = published as [Extract<DeliveryEvent, { kind: 'certificate-expiring' }>];
    expect(expirySentence(event.certificate)).toMatch(
      /^The certificate of app\.test, used by webhook_1, webhook_3, expires on \d{4}-\d\d-\d\d \d\d:\d\d UTC: have the receiver renew it/,
    );
    expect(certificateExpiring(event.certificate)).toMatchObject({
      id: 'certificate_expiring:aabb',
      type: 'webhook.certificate_expiring',
      about: 'id-webhook_1',
      data: { webhook_ids: ['webhook_1', 'webhook_3'], subject: 'CN=app.test', certificate: 'receiver' },
    });
  });

  it('reports no certificate that lasts longer, and reports a second expiring one of the same host', async () => {
    const { watch, published } = watching([endpoint('webhook_1', 'https://app.test/')]);
    watch.checkReceiverCertificate('app.test', shown(7.1));
    await settled();
    expect(published).toEqual([]);
    watch.checkReceiverCertificate('app.test', shown(3));
    watch.checkReceiverCertificate('app.test', shown(5, 'CC'));
    await settled();
    expect(published).toHaveLength(2);
  });

  it('reports nothing where another gateway leads the report', async () => {
    const { watch, published, tasks } = watching([], { turns: [false] });
    watch.checkReceiverCertificate('app.test', shown(1));
    await settled();
    expect([published, tasks]).toEqual([[], ['certificate AA:BB']]);
  });

  it('reports at the next connection after the store has failed', async () => {
    const { watch, published } = watching([], { turns: [new Error('away'), true] });
    watch.checkReceiverCertificate('app.test', shown(1));
    await settled();
    watch.checkReceiverCertificate('app.test', shown(1));
    await settled();
    expect(published.map(({ kind }) => kind)).toEqual(['store-failing', 'certificate-expiring']);
  });

  it('reports client certificates of the gateway and of endpoints, also expired ones', async () => {
    const ended = clientOf(-1);
    const endpoints = [
      endpoint('webhook_1', 'https://a.test/', ended),
      endpoint('webhook_2', 'https://b.test/', ended),
      endpoint('webhook_3', 'https://c.test/', clientOf(30)),
    ];
    const { watch, published } = watching(endpoints, { tls: clientOf(2) });
    await watch.checkClientCertificates();
    await watch.checkClientCertificates();
    const sentences = published.map((event) =>
      event.kind === 'certificate-expiring' ? expirySentence(event.certificate) : '',
    );
    expect(sentences).toEqual([
      expect.stringMatching(
        /^The client certificate CN=gateway, used by webhook_1, webhook_2, has expired on .*: replace it/,
      ),
      expect.stringMatching(/^The client certificate CN=gateway expires on .*: replace it/),
    ]);
  });

  it('checks the certificate of an endpoint that is added later', async () => {
    const endpoints: Endpoint[] = [];
    const { watch, published, changes } = watching(endpoints);
    await watch.onApplicationBootstrap();
    endpoints.push(endpoint('webhook_1', 'https://a.test/', clientOf(3)));
    changes.next();
    await settled();
    expect(published).toMatchObject([{ kind: 'certificate-expiring', certificate: { of: 'client' } }]);
  });
});
