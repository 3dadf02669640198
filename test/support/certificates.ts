import { createPrivateKey, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

/** A certificate with its key, both in PEM. */
export interface Certified {
  readonly cert: string;
  readonly key: string;
}

interface Wanted {
  readonly name: string;
  /** The authority that signs; a certificate signs itself without one. */
  readonly by?: { readonly name: string } & Certified;
  /** IPv4 addresses that the certificate covers. */
  readonly addresses?: readonly string[];
  /** Host names that the certificate covers. */
  readonly hosts?: readonly string[];
  readonly authority?: boolean;
  /** Default: a day from now. */
  readonly until?: Date;
  /** Default: two days before its end. */
  readonly from?: Date;
}

const DAY_MS = 86_400_000;
const OID = {
  commonName: '550403',
  basicConstraints: '551d13',
  altName: '551d11',
  ecdsaSha256: '2a8648ce3d040302',
};

/** DER: a tag, the length, what it holds. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const bytes = body.length < 128 ? [body.length] : [0x82, body.length >> 8, body.length & 255];
  return Buffer.concat([Buffer.from([tag, ...bytes]), body]);
}

const sequence = (...parts: readonly Buffer[]) => der(0x30, ...parts);
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const yes = der(0x01, Buffer.from([0xff]));
const algorithm = sequence(oid(OID.ecdsaSha256));
const nameOf = (text: string) =>
  sequence(der(0x31, sequence(oid(OID.commonName), der(0x0c, Buffer.from(text)))));
const timeOf = (at: Date) =>
  der(0x18, Buffer.from(`${at.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`));
const extension = (name: string, critical: boolean, value: Buffer) =>
  sequence(oid(name), ...(critical ? [yes] : []), der(0x04, value));

function extensions({ authority = false, addresses = [], hosts = [] }: Wanted): Buffer {
  const ips = addresses.map((address) => der(0x87, Buffer.from(address.split('.').map(Number))));
  const alternatives = [...hosts.map((host) => der(0x82, Buffer.from(host))), ...ips];
  return sequence(
    extension(OID.basicConstraints, true, sequence(...(authority ? [yes] : []))),
    ...(alternatives.length > 0 ? [extension(OID.altName, false, sequence(...alternatives))] : []),
  );
}

function toBeSigned(wanted: Wanted, publicKey: KeyObject): Buffer {
  const { name, by, until = new Date(Date.now() + DAY_MS) } = wanted;
  const { from = new Date(until.getTime() - 2 * DAY_MS) } = wanted;
  return sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    nameOf(by?.name ?? name),
    sequence(timeOf(from), timeOf(until)),
    nameOf(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, extensions(wanted)),
  );
}

/** A new X.509 certificate on a new key. */
export function certificate(wanted: Wanted): Certified & { readonly name: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signer = wanted.by ? createPrivateKey(wanted.by.key) : privateKey;
  const body = toBeSigned(wanted, publicKey);
  const signature = der(0x03, Buffer.from([0]), sign('sha256', body, signer));
  const lines = sequence(body, algorithm, signature)
    .toString('base64')
    .match(/.{1,64}/g)!;
  return {
    name: wanted.name,
    cert: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  };
}
