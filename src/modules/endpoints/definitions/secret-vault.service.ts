import { Injectable, Logger } from '@nestjs/common';
import { resolveEncryptionKeys, type ResolvedEncryptionKeys } from '../../config/encryption-keys.js';
import { GatewayConfig } from '../../config/gateway-config.js';
import { SecretBox } from './secret-box.js';

/** Encrypts the secrets of endpoints for the store. A key is made when the first secret is encrypted. */
@Injectable()
export class SecretVault {
  readonly #logger = new Logger('Webhooks');
  #box: SecretBox | null = null;
  #making: Promise<SecretBox> | null = null;

  constructor(private readonly config: GatewayConfig) {}

  /** @throws GatewayError where the key file cannot be read or made. */
  async seal(text: string, id: string): Promise<string> {
    return (await (this.#making ??= this.#make())).seal(text, id);
  }

  /** Decrypts what was sealed for that endpoint; null where none of the keys opens it. */
  async open(sealed: string, id: string): Promise<string | null> {
    return (await this.#existing())?.open(sealed, id) ?? null;
  }

  /** False where a text should be sealed anew, because another key encrypts now. */
  async isCurrent(sealed: string): Promise<boolean> {
    return (await this.#existing())?.isCurrent(sealed) ?? true;
  }

  async #existing(): Promise<SecretBox | null> {
    if (this.#box) return this.#box;
    const found = await resolveEncryptionKeys(this.config, false);
    return found && this.#use(found);
  }

  async #make(): Promise<SecretBox> {
    try {
      return (await this.#existing()) ?? this.#use((await resolveEncryptionKeys(this.config, true))!);
    } catch (error) {
      this.#making = null;
      throw error;
    }
  }

  #use({ keys, origin, file }: ResolvedEncryptionKeys): SecretBox {
    if (this.#box) return this.#box;
    if (origin === 'generated') {
      this.#logger.log(`🔑 No WEBHOOK_ENCRYPTION_KEY is set: a key was generated and is kept in ${file}`);
    }
    if (origin !== 'environment' && this.config.database.driver === 'postgres') {
      this.#logger.warn(
        `⚠️ Gateways that share a PostgreSQL need the same WEBHOOK_ENCRYPTION_KEY: this one uses its own, from ${file}`,
      );
    }
    return (this.#box = new SecretBox(keys));
  }
}
