/** Shortest recognisable part of an encoded secret, characters: shorter ones would match ordinary words. */
const ENCODED_MIN = 6;

/**
 * Returns the spellings in which software may repeat a secret: as written, within JSON (with and without escaped slashes),
 * percent-encoded, as a form field, within HTML, in hex, and in base64 and base64url, also as a part of a longer text.
 */
export function spellings(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const inJson = JSON.stringify(secret).slice(1, -1);
  const percent = encodeURIComponent(secret.toWellFormed());
  const hex = bytes.toString('hex');
  return [
    secret,
    inJson,
    inJson.replaceAll('/', '\\/'),
    inAscii(inJson),
    percent,
    percent.replaceAll(/%[0-9A-F]{2}/g, (octet) => octet.toLowerCase()),
    percent.replaceAll('%20', '+'),
    encodeURI(secret.toWellFormed()),
    inHtml(secret),
    hex,
    hex.toUpperCase(),
    ...inBase64(bytes),
  ];
}

function inAscii(text: string): string {
  return text.replaceAll(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function inHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replaceAll(/[&<>"']/g, (letter) => entities[letter]!);
}

/** Returns base64 of texts that contain the secret: three bytes make four letters, so the secret may begin at three offsets. */
function inBase64(bytes: Buffer): string[] {
  const forms = [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    // Letters that carry bits of the text before or after the secret differ from text to text.
    const start = Math.ceil((before * 4) / 3);
    const end = (before + bytes.length) % 3 === 0 ? text.length : text.length - 1;
    return [text.slice(start, end)];
  });
  const whole = bytes.toString('base64');
  const all = [whole, whole.replace(/=+$/, ''), ...forms].filter((form) => form.length >= ENCODED_MIN);
  return [...all, ...all.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'))];
}
