import { parseJson } from '../../modules/model/exact-json.js';

/** A form that a body may have had before it was changed, and what changed it. */
export interface Variant {
  readonly body: Buffer;
  readonly change: string;
}

/** Returns the bodies that common mistakes would have made the given one of. */
export function bodyVariants(body: Buffer): Variant[] {
  const text = body.toString('utf8');
  const variants = [
    { text: text.replace(/^\uFEFF/, ''), change: 'a byte order mark was added' },
    { text: text.replace(/\r?\n$/, ''), change: 'a line break was added at its end' },
    { text: text.trim(), change: 'white space was added around it' },
    { text: `${text}\n`, change: 'the line break at its end was removed' },
    { text: text.replaceAll('\r\n', '\n'), change: 'its line breaks were made CR LF' },
    { text: text.replaceAll(/\r?\n/g, '\r\n'), change: 'its line breaks were made LF' },
    ...reserialised(text),
  ];
  return variants
    .filter((variant) => variant.text !== text)
    .map((variant) => ({ body: Buffer.from(variant.text), change: variant.change }));
}

function reserialised(text: string): { readonly text: string; readonly change: string }[] {
  try {
    const compact = JSON.stringify(parseJson(text.replace(/^\uFEFF/, '')));
    const change = 'its JSON was parsed and written anew, with other spaces or escapes';
    return [{ text: compact, change }];
  } catch {
    return [];
  }
}

/** A form of a secret that a mistake may have made of another, and the mistake. */
export interface KeyVariant {
  readonly key: Buffer;
  readonly mistake: string;
}

/** Returns the keys that a secret would give if it had been read in another way. */
export function keyVariants(secret: string): KeyVariant[] {
  const bare = secret.replace(/^["']|["']$/g, '');
  const encoded = bare.replace(/^whsec_/, '');
  return [
    ...(bare === secret
      ? []
      : [{ key: Buffer.from(bare), mistake: 'the quotes around it belong to the file, not to it' }]),
    secret.startsWith('whsec_')
      ? {
          key: Buffer.from(secret),
          mistake: 'the sender used its text as the key, not what it encodes after whsec_',
        }
      : {
          key: Buffer.from(encoded, 'base64'),
          mistake: 'the sender used what it encodes as base64: write whsec_ before it',
        },
    { key: Buffer.from(encoded), mistake: 'the sender used its text without whsec_ as the key' },
    { key: Buffer.from(`${secret}\n`), mistake: 'the sender has a line break at its end' },
  ].filter(({ key }) => key.length > 0);
}
