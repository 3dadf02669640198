import { createHmac, hkdfSync } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SecretKey } from '../../config/secret-key.js';
import { Clock } from '../../model/clock.js';
import { openToken, sealToken, type ActionGrant, type OpenedToken } from './seal-token.js';

/**
 * Seals and opens action tokens. Their key is derived from the gateway's signing key: all nodes that share it agree, and replacing it
 * ends every link.
 */
@Injectable()
export class ActionTokens {
  readonly #key: Buffer;

  constructor(
    secretKey: SecretKey,
    private readonly clock: Clock,
  ) {
    this.#key = Buffer.from(hkdfSync('sha256', secretKey.secret, '', 'action links', 32));
  }

  seal(grant: ActionGrant): string {
    return sealToken(grant, this.#key);
  }

  /** Returns the id of the event that an action of a message emits: the same on every node, and not to be guessed. */
  eventId(action: string, deliveryId: string): string {
    const mac = createHmac('sha256', this.#key).update(`event ${action} ${deliveryId}`).digest('hex');
    return `action-${mac.slice(0, 32)}`;
  }

  open(text: string): OpenedToken {
    return openToken(text, this.#key, this.clock.now());
  }
}
