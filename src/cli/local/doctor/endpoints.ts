import { resolveEncryptionKeys } from '../../../modules/config/encryption-keys.js';
import type { GatewayConfig } from '../../../modules/config/gateway-config.js';
import {
  environmentEndpoints,
  type EnvironmentEndpoint,
} from '../../../modules/endpoints/environment-endpoints.js';
import { SecretBox } from '../../../modules/endpoints/definitions/secret-box.js';
import { readConfigFile } from '../../../modules/endpoints/file/config-file.js';
import { createResolver } from '../../../modules/net/names/create-resolver.js';
import type { NameResolver } from '../../../modules/net/names/name-resolver.js';
import { ProxyRules } from '../../../modules/net/proxy-rules.js';
import { tlsMessage } from '../../../modules/net/tls-fault.js';
import type { TlsMaterial } from '../../../modules/net/tls-material.js';
import type { SealedDefinition } from '../../../modules/store/inspect.js';
import { Findings, type Finding } from './finding.js';
import { reachAny, SECURE, type Reached } from './reach.js';

const DAY_MS = 86_400_000;
const CERTIFICATE_WARN_MS = 14 * DAY_MS;

interface Target {
  readonly name: string;
  /** Null where no key opens the secrets of the endpoint. */
  readonly secrets: EnvironmentEndpoint['definition']['secrets'] | null;
}

/** Connects to every endpoint of the environment, the file and the API, and sends nothing. */
export async function checkEndpoints(
  config: GatewayConfig,
  definitions: readonly SealedDefinition[],
): Promise<Finding[]> {
  const targets = [
    ...environmentEndpoints(config).map(({ webhookId, definition: { secrets } }) => ({
      name: webhookId,
      secrets,
    })),
    ...fileTargets(config),
    ...(await storedTargets(config, definitions)),
  ];
  if (targets.length === 0) return [new Findings('endpoints').ok('There is no endpoint to connect to.')];
  const names = createResolver(config.names);
  const proxies = new ProxyRules(config.egress);
  return Promise.all(targets.map((target) => checkOne(target, { names, proxies, tls: config.tls })));
}

/** A file with faults has a finding of its own. */
function fileTargets({ configFile, brand }: GatewayConfig): Target[] {
  if (configFile === null) return [];
  try {
    const { endpoints } = readConfigFile({ configFile, brand });
    return endpoints.map(({ name, definition: { secrets } }) => ({ name, secrets }));
  } catch {
    return [];
  }
}

/** A key file that cannot be read has a finding of its own. */
async function storedTargets(
  config: GatewayConfig,
  definitions: readonly SealedDefinition[],
): Promise<Target[]> {
  const found = await resolveEncryptionKeys(config, false).catch(() => null);
  const box = found === null ? null : new SecretBox(found.keys);
  return definitions.map(({ id, webhookId, sealed }) => {
    const opened = box?.open(sealed, id) ?? null;
    return { name: webhookId, secrets: opened === null ? null : (JSON.parse(opened) as Target['secrets']) };
  });
}

interface Ways {
  readonly names: NameResolver;
  readonly proxies: ProxyRules;
  readonly tls: TlsMaterial | null;
}

async function checkOne({ name, secrets }: Target, ways: Ways): Promise<Finding> {
  const finding = new Findings(`endpoint ${name}`);
  if (secrets === null)
    return finding.fail(
      'No key opens the secrets of this endpoint, so it is disabled.',
      'Bring the key back that encrypted them: WEBHOOK_ENCRYPTION_KEY, or webhook-encryption.key of the data directory.',
    );
  const target = new URL(secrets.url);
  const proxy = ways.proxies.proxyFor(target);
  const url = proxy === null ? target : new URL(proxy.origin);
  const place = proxy === null ? url.host : `The proxy ${proxy.shown} of ${target.host}`;
  try {
    const addresses = await ways.names.resolve(url.hostname.replace(/^\[(.*)\]$/, '$1'));
    const tls = proxy === null ? (secrets.tls ?? ways.tls) : null;
    return judged(finding, place, await reachAny(addresses, { url, tls }), Date.now());
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const explained = tlsMessage(error as Error, {
      secure: SECURE.has(url.protocol),
      hasCertificate: Boolean((secrets.tls ?? ways.tls)?.cert),
    });
    if (explained !== null) return finding.fail(`${place}: ${explained}.`);
    return finding.fail(
      `${place} cannot be reached: ${message || code}`,
      adviceOn(code ?? '', proxy !== null),
    );
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

function adviceOn(code: string, isProxy: boolean): string {
  if (isProxy) return 'Check HTTP_PROXY, HTTPS_PROXY and WEBHOOK_EGRESS_PROXY, and that the proxy runs.';
  if (code === 'ENOTFOUND') return 'Check the host name in the URL.';
  if (code === 'EAI_AGAIN') return 'Check the name servers (WEBHOOK_DNS, /etc/resolv.conf).';
  if (code === 'ECONNREFUSED') return 'Start the receiver, or check the port.';
  return 'Check firewalls and routes; where only a proxy leads out, set HTTPS_PROXY or WEBHOOK_EGRESS_PROXY.';
}
