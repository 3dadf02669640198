import type { GatewayConfig } from '../../../modules/config/gateway-config.js';
import {
  environmentEndpoints,
  type EnvironmentEndpoint,
} from '../../../modules/endpoints/environment-endpoints.js';
import { readConfigFile } from '../../../modules/endpoints/file/config-file.js';
import { createResolver } from '../../../modules/net/names/create-resolver.js';
import type { NameResolver } from '../../../modules/net/names/name-resolver.js';
import { ProxyRules } from '../../../modules/net/proxy-rules.js';
import type { TlsMaterial } from '../../../modules/net/tls-material.js';
import { Findings, type Finding } from './finding.js';
import { reach, type Reached } from './reach.js';

const DAY_MS = 86_400_000;
const CERTIFICATE_WARN_MS = 14 * DAY_MS;

interface Target {
  readonly name: string;
  readonly definition: EnvironmentEndpoint['definition'];
}

/** Connects to every endpoint of the environment and the file, and sends nothing. */
export async function checkEndpoints(config: GatewayConfig): Promise<Finding[]> {
  const targets = [
    ...environmentEndpoints(config).map(({ webhookId, definition }) => ({ name: webhookId, definition })),
    ...fileTargets(config),
  ];
  if (targets.length === 0)
    return [
      new Findings('endpoints').ok(
        'The environment and the file name none; those of the API are in the console.',
      ),
    ];
  const names = createResolver(config.names);
  const proxies = new ProxyRules(config.egress);
  return Promise.all(targets.map((target) => checkOne(target, { names, proxies, tls: config.tls })));
}

/** A file with faults has a finding of its own. */
function fileTargets({ configFile, brand }: GatewayConfig): readonly Target[] {
  if (configFile === null) return [];
  try {
    return readConfigFile({ configFile, brand }).endpoints;
  } catch {
    return [];
  }
}

interface Ways {
  readonly names: NameResolver;
  readonly proxies: ProxyRules;
  readonly tls: TlsMaterial | null;
}

async function checkOne({ name, definition }: Target, ways: Ways): Promise<Finding> {
  const finding = new Findings(`endpoint ${name}`);
  const target = new URL(definition.secrets.url);
  const proxy = ways.proxies.proxyFor(target);
  const url = proxy === null ? target : new URL(proxy.origin);
  const place = proxy === null ? url.host : `The proxy ${proxy.shown} of ${target.host}`;
  try {
    const [address] = await ways.names.resolve(url.hostname.replace(/^\[(.*)\]$/, '$1'));
    const tls = proxy === null ? (definition.secrets.tls ?? ways.tls) : null;
    return judged(finding, place, await reach({ address: address!.address, url, tls }), Date.now());
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return finding.fail(`${place} cannot be reached: ${message || code}`, adviceOn(code ?? ''));
  }
}

function judged(finding: Findings, place: string, { tls, certificateUntil }: Reached, now: number): Finding {
  if (tls === null || certificateUntil === null) return finding.ok(`${place} accepts connections.`);
  const days = Math.floor((certificateUntil - now) / DAY_MS);
  const text = `${place} accepts ${tls}; its certificate is valid for ${days} days.`;
  return certificateUntil - now < CERTIFICATE_WARN_MS
    ? finding.warn(text, 'The receiver must renew its certificate.')
    : finding.ok(text);
}

function adviceOn(code: string): string {
  if (code === 'ENOTFOUND') return 'Check the host name in the URL.';
  if (code === 'EAI_AGAIN') return 'Check the name servers (WEBHOOK_DNS, /etc/resolv.conf).';
  if (code === 'ECONNREFUSED') return 'Start the receiver, or check the port.';
  if (/CERT|SELF_SIGNED|UNABLE_TO|ALTNAME/.test(code))
    return 'Name a private authority by WEBHOOK_TLS_CA or tls.ca of the endpoint; the name must fit the certificate.';
  if (/SSL|TLS|EPROTO/.test(code)) return 'Check that the port speaks TLS (https) or plain HTTP (http).';
  return 'Check firewalls and routes; where only a proxy leads out, set HTTPS_PROXY or WEBHOOK_EGRESS_PROXY.';
}
