import { readFileSync, statSync } from 'node:fs';
import { ValidateBy, type ValidationArguments } from 'class-validator';
import { certificatesFault, pairFaults, PEM_MAX, privateKeyFault } from '../net/tls-material.js';
import { Malformed } from './malformed.js';

/** Reads the certificates, PEM, of the file that a variable names. */
export function readCertificates(path: string): string | Malformed {
  return readPem(path, certificatesFault, 'the path of a PEM file with certificates');
}

/** Reads the private key, PEM, of the file that a variable names. */
export function readPrivateKey(path: string): string | Malformed {
  return readPem(path, privateKeyFault, 'the path of a PEM file with a private key');
}

function readPem(path: string, fault: (pem: string) => string | null, accepted: string): string | Malformed {
  if (path.includes('-----BEGIN')) return new Malformed(['is the certificate or key itself'], accepted);
  // oxlint-disable-next-line no-control-regex -- no file is meant by such a name
  if (/[\u0000-\u001f\u007f]/.test(path)) return new Malformed(['is not a path'], accepted);
  try {
    if (statSync(path).size > PEM_MAX)
      return new Malformed([`names a file of over ${PEM_MAX} bytes`], accepted);
    const pem = readFileSync(path, 'utf8');
    const problem = fault(pem);
    return problem === null ? pem : new Malformed([`names a file that ${problem}`], accepted);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    return new Malformed([`names a file that cannot be read (${code})`], accepted);
  }
}

/** Refuses a key that does not open with the passphrase or belong to the certificate in the properties of these names. */
export function FitsCertificate(cert: string, passphrase: string): PropertyDecorator {
  const problem = (key: unknown, args?: ValidationArguments): string | null => {
    const of = (name: string): unknown => args && Reflect.get(args.object, name);
    const [certificate, phrase] = [of(cert), of(passphrase)];
    if (typeof key !== 'string' || typeof certificate !== 'string') return null;
    const [fault] = pairFaults(certificate, key, typeof phrase === 'string' ? phrase : null);
    if (!fault) return null;
    return fault.part === 'passphrase' ? `: ${passphrase} ${fault.problem}` : `: it ${fault.problem}`;
  };
  return ValidateBy({
    name: 'fitsCertificate',
    validator: {
      validate: (value: unknown, args) => problem(value, args) === null,
      defaultMessage: (args) =>
        `${problem(args?.value, args)}. Accepted: the key of the first certificate in ${cert}, opened by ${passphrase}.`,
    },
  });
}

/** Checks the path of the endpoints file, without opening it. */
export function parseConfigFile(text: string): string | Malformed {
  // oxlint-disable-next-line no-control-regex -- no file is meant by such a name
  if (/^[^\u0000-\u001f\u007f]+\.(ya?ml|json)$/i.test(text)) return text;
  return new Malformed(['names no YAML file'], 'the path of a .yaml, .yml or .json file');
}
