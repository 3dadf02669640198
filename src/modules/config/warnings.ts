import type { GatewayConfig } from './gateway-config.js';
import { VARIABLE_NAMES, type Variables } from './read-environment.js';
import { weakCredentials } from './weak-credentials.js';
import { slipWarnings } from './slips.js';
import { TWIN_NAMES } from './file-twins.js';
import { nearest } from '../model/nearest.js';
import { metadataIn, parseNetwork, PRIVATE_NETWORKS } from '../net/networks.js';

/** Largest number of edits between an unknown name and the variable that is suggested for it. */
const SLIP_MAX = 2;

const KNOWN_NAMES = [...VARIABLE_NAMES, ...TWIN_NAMES];

/** Warns about valid variables that are hardly meant, in sentences free of secrets. */
export function warningsFor(variables: Variables): readonly string[] {
  return [
    ...unknownNames(variables),
    ...paddedSecret(variables),
    ...slipWarnings(variables),
    ...socksForAll(variables),
  ];
}

/** Variables that Node and OpenSSL read before the gateway has read its `.env` file. */
const READ_BY_NODE = /^(NODE_(?!ENV$)|SSL_CERT_|SSL_|OPENSSL_|UV_)/;

/** Warns about variables of the `.env` file that Node has already read, so that they have no effect. */
export function lateNames(fromFile: Variables, ofProcess: Variables): readonly string[] {
  return Object.keys(fromFile)
    .filter((name) => READ_BY_NODE.test(name) && ofProcess[name] === undefined)
    .map((name) => {
      const instead = /CERT|CA_/.test(name) ? ', or name the authorities by WEBHOOK_TLS_CA' : '';
      return (
        `${name} has no effect in .env, which is read after Node has started: set it in the environment of the ` +
        `process (export, Environment= of systemd, -e of Docker)${instead}.`
      );
    });
}

function socksForAll(variables: Variables): readonly string[] {
  const isSet = (name: string): boolean => (variables[name]?.trim() ?? '') !== '';
  const named = ['all_proxy', 'ALL_PROXY'].find(isSet);
  const others = ['WEBHOOK_EGRESS_PROXY', 'http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY'];
  if (named === undefined || others.some(isSet)) return [];
  return [`${named} is not read: name the proxy by HTTPS_PROXY and HTTP_PROXY, or by WEBHOOK_EGRESS_PROXY.`];
}

/** Warns about settings that contradict each other, open more than is likely meant, or are weak. */
export function warningsOn(config: GatewayConfig): readonly string[] {
  return [
    ...cutDelay(config.retry),
    ...networkWarnings(config.allowNetworks),
    ...weakCredentials(config),
    ...proxies(config),
  ];
}

function cutDelay({ schedule, delayMs, maxDelayMs }: GatewayConfig['retry']): readonly string[] {
  if (schedule !== null || delayMs <= maxDelayMs) return [];
  return [
    `WEBHOOK_RETRY_DELAY is above WEBHOOK_MAX_RETRY_DELAY: every retry waits ${maxDelayMs} ms, plus jitter.`,
  ];
}

function proxies({ trustProxy, emitKeys, adminKeys }: GatewayConfig): readonly string[] {
  if (trustProxy.length === 0) return [];
  const all = trustProxy.some((network) => network.endsWith('/0'));
  return [
    ...(all
      ? ['⚠️ WEBHOOK_TRUST_PROXY trusts every address: all callers may claim any address in X-Forwarded-For.']
      : []),
    ...(emitKeys.length + adminKeys.length === 0
      ? [
          '⚠️ WEBHOOK_TRUST_PROXY is set and no keys are: every request that comes through a proxy is refused.',
        ]
      : []),
  ];
}

function unknownNames(variables: Variables): readonly string[] {
  return Object.keys(variables)
    .filter((name) => name.startsWith('WEBHOOK_') && !KNOWN_NAMES.includes(name))
    .map((name) => {
      const known = nearest(name, KNOWN_NAMES, SLIP_MAX);
      return `${name} is not a variable of the gateway${known === null ? '.' : `: did you mean ${known}?`}`;
    });
}

function paddedSecret({ WEBHOOK_SECRET_KEY: secret = '' }: Variables): readonly string[] {
  return secret !== secret.trim() && secret.trim() !== ''
    ? ['WEBHOOK_SECRET_KEY begins or ends with white space, which is not taken as part of the key.']
    : [];
}

/** Warns about networks of `WEBHOOK_ALLOW_NETWORKS` that open all addresses, or open or seem to open cloud metadata. */
function networkWarnings(cidrs: readonly string[]): readonly string[] {
  // The word `private` stands for all of these networks and is documented to leave cloud metadata closed.
  const byWord = PRIVATE_NETWORKS.every((cidr) => cidrs.includes(cidr)) ? PRIVATE_NETWORKS : [];
  return cidrs.filter((cidr) => !byWord.includes(cidr)).flatMap(warningsOf);
}

function warningsOf(cidr: string): readonly string[] {
  const [address, bits] = parseNetwork(cidr);
  const metadata = metadataIn([address, bits]).map((one) => one.toString());
  const lists = `WEBHOOK_ALLOW_NETWORKS lists ${cidr}`;
  const family = address.kind() === 'ipv4' ? 'IPv4' : 'IPv6';
  if (bits === 0)
    return [
      `${lists}: endpoints made through the API can reach every ${family} address except cloud metadata, this machine included.`,
    ];
  if (metadata.length === 0) return [];
  if (bits === (family === 'IPv4' ? 32 : 128))
    return [
      `${lists}, cloud metadata: endpoints made through the API can have credentials of this machine sent to them.`,
    ];
  return [`${lists}, which includes cloud metadata (${metadata.join(', ')}): those addresses stay closed.`];
}
