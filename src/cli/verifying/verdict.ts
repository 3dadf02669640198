import { spanText } from '../text/time.js';
import {
  asymmetricClaimsOf,
  bodyDigest,
  claimsOf,
  equal,
  isSignedBy,
  keyOf,
  PUBLIC_KEY,
  publicKeyOf,
  standardDigest,
  type Content,
} from './digests.js';
import type { SignedRequest } from './signed-request.js';
import { bodyVariants, keyVariants } from './variants.js';

/** Why a signature is valid, or exactly why not. */
export interface Verdict {
  readonly valid: boolean;
  readonly code:
    | 'valid'
    | 'missing_header'
    | 'malformed_timestamp'
    | 'malformed_signature'
    | 'too_old'
    | 'too_new'
    | 'body_changed'
    | 'wrong_key'
    | 'content_changed'
    | 'wrong_key_or_body';
  /** One or two sentences. */
  readonly message: string;
  /** Place of the secret that signed, 1 for the first; null where none did. */
  readonly key: number | null;
  /** Age of the signature, s; null where it is not known. */
  readonly age_s: number | null;
}

/** Terms of a verdict. */
export interface Terms {
  /** Secrets that may have signed, and public keys of Ed25519 (`whpk_…`); not empty. */
  readonly secrets: readonly string[];
  readonly toleranceMs: number;
  /** Unix ms. */
  readonly now: number;
  /** `WEBHOOK_BRAND` of the gateway, as it stands in header names. */
  readonly brand: string;
}

const NAMES = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;

/** Judges the signature of a request. */
export function verdictOn(request: SignedRequest, terms: Terms): Verdict {
  const missing = NAMES.filter((name) => !request.headers.get(name));
  if (missing.length > 0) return no('missing_header', missingText(missing, request, terms));
  const [id, timestamp, signature] = NAMES.map((name) => request.headers.get(name)!) as [
    string,
    string,
    string,
  ];
  const fault = timestampFault(timestamp);
  if (fault !== null) return no('malformed_timestamp', fault);
  const content = { id, timestamp, body: request.body };
  const asymmetric = asymmetricSigner(content, signature, terms.secrets);
  if (asymmetric !== null) return timely(Number(timestamp), asymmetric, terms);
  const claims = claimsOf(signature);
  const digests = claims.flatMap((claim) => ('digest' in claim ? [claim.digest] : []));
  if (digests.length === 0) {
    const faults = claims.flatMap((claim) => ('fault' in claim ? [claim.fault] : []));
    return no('malformed_signature', `webhook-signature cannot be read: ${faults.join('; ')}.`);
  }
  const signer = signerOf(content, digests, terms.secrets.map(keyOf));
  return signer === null
    ? whyNot(content, digests, request, terms)
    : timely(Number(timestamp), signer, terms);
}

/** Finds the public key whose private key made one of the `v1a` signatures; null where none did. */
function asymmetricSigner(content: Content, header: string, keys: readonly string[]): number | null {
  const claims = asymmetricClaimsOf(header);
  const at = keys.findIndex((text) => {
    const key = publicKeyOf(text);
    return key !== null && claims.some((claim) => isSignedBy(content, claim, key));
  });
  return at === -1 ? null : at;
}

function signerOf(content: Content, digests: readonly Buffer[], keys: readonly Buffer[]): number | null {
  const at = keys.findIndex((key) => digests.some((digest) => equal(digest, standardDigest(content, key))));
  return at === -1 ? null : at;
}

/** Judges the age of a signature that is right. */
function timely(timestamp: number, signer: number, { secrets, toleranceMs, now }: Terms): Verdict {
  const ageMs = now - timestamp * 1_000;
  const found = { key: signer + 1, age_s: Math.round(ageMs / 1_000) };
  const kind = secrets[signer]!.startsWith(PUBLIC_KEY) ? 'public key' : 'key';
  const which = secrets.length === 1 ? `the ${kind}` : `${kind} ${signer + 1} of ${secrets.length}`;
  const right = `The signature is right, made with ${which}`;
  if (Math.abs(ageMs) <= toleranceMs)
    return {
      valid: true,
      code: 'valid',
      message: `${right} ${ageMs < 0 ? `${spanText(-ageMs)} in the future` : `${spanText(ageMs)} ago`}.`,
      ...found,
    };
  const over = spanText(Math.abs(ageMs) - toleranceMs);
  const tolerance = spanText(toleranceMs);
  return ageMs > 0
    ? no(
        'too_old',
        `${right}, but too old by ${over}: signed ${spanText(ageMs)} ago, tolerance ${tolerance}.`,
        found,
      )
    : no(
        'too_new',
        `${right}, but ${spanText(-ageMs)} in the future, tolerance ${tolerance}: compare the clocks.`,
        found,
      );
}

/** Finds out why no secret made the signature. */
function whyNot(content: Content, digests: readonly Buffer[], request: SignedRequest, terms: Terms): Verdict {
  const length = Number(request.headers.get('content-length'));
  const { length: present } = content.body;
  if (length > present)
    return no(
      'body_changed',
      `The body is cut: ${present} of the ${length} bytes of Content-Length are there.`,
    );
  const keys = terms.secrets.map(keyOf);
  for (const { body, change } of bodyVariants(content.body)) {
    const signer = signerOf({ ...content, body }, digests, keys);
    if (signer === null) continue;
    const advice = 'Verify the bytes as they arrive, before any parser.';
    return no('body_changed', `The body was changed after it was signed: ${change}. ${advice}`, {
      key: signer + 1,
    });
  }
  for (const [at, secret] of terms.secrets.entries())
    for (const { key, mistake } of keyVariants(secret))
      if (signerOf(content, digests, [key]) !== null)
        return no('wrong_key', `The secret is read in another way: ${mistake}.`, { key: at + 1 });
  const whole = request.headers.get(`x-${terms.brand.toLowerCase()}-signature`) ?? '';
  const claimed = Buffer.from(/^sha256=([0-9a-f]{64})$/i.exec(whole)?.[1] ?? '', 'hex');
  if (terms.secrets.some((secret) => equal(claimed, bodyDigest(content.body, secret))))
    return no(
      'content_changed',
      'Body and key are right: webhook-id, webhook-timestamp or webhook-signature was changed or belongs to another attempt.',
    );
  const secrets =
    terms.secrets.length === 1
      ? 'The secret did not make it'
      : `None of ${terms.secrets.length} secrets made it`;
  return no(
    'wrong_key_or_body',
    `The signature is well-formed. ${secrets}: it is that of another endpoint, or was replaced, or the body was changed.`,
  );
}

function missingText(missing: readonly string[], { headers }: SignedRequest, { brand }: Terms): string {
  const only = headers.has(`x-${brand.toLowerCase()}-signature`)
    ? ` X-${brand}-Signature is there, but covers no time: such a request could be a replay.`
    : '';
  const verb = missing.length === 1 ? 'is' : 'are';
  return `${missing.join(' and ')} ${verb} missing.${only} A proxy may have removed headers.`;
}

function timestampFault(text: string): string | null {
  if (/^\d{13}$/.test(text)) return 'webhook-timestamp is in ms; it must be in Unix seconds.';
  return /^\d{1,12}$/.test(text) ? null : `webhook-timestamp is no Unix time in seconds.`;
}

function no(code: Verdict['code'], message: string, found: { key?: number; age_s?: number } = {}): Verdict {
  return { valid: false, code, message, key: null, age_s: null, ...found };
}
