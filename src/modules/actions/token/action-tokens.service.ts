import { createHmac, hkdfSync } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SecretKey } from '../../config/secret-key.js';
import { BUTTON_PREFIX } from '../../model/action-token.js';
import { Clock } from '../../model/clock.js';
import { openToken, sealToken, type ActionGrant, type OpenedToken } from './seal-token.js';

/**
 * Seals and opens action tokens, and the references of native buttons, which have a key of their own: whoever reads one off a message
 * opens no page with it. The keys are derived from the gateway's signing key: all nodes that share it agree, and
 * replacing it ends every link and button.
 */
@Injectable()
export class ActionTokens {
  readonly #key: Buffer;
  readonly #buttonKey: Buffer;

  constructor(
    secretKey: SecretKey,
    private readonly clock: Clock,
  ) {
    const derived = (purpose: string): Buffer =>
      Buffer.from(hkdfSync('sha256', secretKey.secret, '', purpose, 32));
    this.#key = derived('action links');
    this.#buttonKey = derived('action buttons');
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

  /** Seals what a native button says: 61 characters. */
  sealButton(grant: ActionGrant): string {
    return sealToken(grant, this.#buttonKey, BUTTON_PREFIX);
  }

  openButton(text: string): OpenedToken {
    return openToken(text, this.#buttonKey, this.clock.now(), BUTTON_PREFIX);
  }
}
