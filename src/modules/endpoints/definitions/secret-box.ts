import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createSecretKey,
  randomBytes,
  type KeyObject,
} from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = 'v1';

interface Key {
  readonly id: string;
  readonly key: KeyObject;
}

/**
 * Encrypts texts with AES-256-GCM. A sealed text names its key, so that keys can be rotated: the first key encrypts, all
 * decrypt. A text is bound to its context and cannot be opened in another, so it cannot be moved to another row.
 */
export class SecretBox {
  readonly #keys: readonly [Key, ...Key[]];

  /** @param keys 32 bytes each, in base64; at least one */
  constructor(keys: readonly string[]) {
    const [first, ...others] = keys.map(readKey);
    if (!first) throw new TypeError('A box needs a key.');
    this.#keys = [first, ...others];
  }

  seal(text: string, context: string): string {
    const { id, key } = this.#keys[0];
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(boundTo(id, context));
    const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `${VERSION}.${id}.${sealed.toString('base64url')}`;
  }

  /** Decrypts a text; null where no key fits or the text was changed. */
  open(sealed: string, context: string): string | null {
    const [version, id, text = ''] = sealed.split('.');
    const found = this.#keys.find((key) => key.id === id);
    const bytes = Buffer.from(text, 'base64url');
    if (version !== VERSION || !found || bytes.length < NONCE_BYTES + TAG_BYTES) return null;
    const decipher = createDecipheriv(ALGORITHM, found.key, bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(boundTo(found.id, context)).setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      const opened = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
      return Buffer.concat([opened, decipher.final()]).toString('utf8');
    } catch {
      return null;
    }
  }

  /** True where the key that encrypts now has sealed the text. */
  isCurrent(sealed: string): boolean {
    return sealed.startsWith(`${VERSION}.${this.#keys[0].id}.`);
  }
}

/** Reads a key and derives its id, which reveals nothing of the key. */
function readKey(base64: string): Key {
  const bytes = Buffer.from(base64, 'base64');
  const id = createHash('sha256').update('key id\n').update(bytes).digest('hex').slice(0, 8);
  return { id, key: createSecretKey(bytes) };
}

function boundTo(keyId: string, context: string): Buffer {
  return Buffer.from(`${VERSION}\n${keyId}\n${context}`, 'utf8');
}
