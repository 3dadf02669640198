import { Injectable, Logger } from '@nestjs/common';
import type { PressedChat } from '../../../adapters/presses.js';
import { cleanLine } from '../../../adapters/clean-text.js';
import { adapterOf } from '../../../adapters/registry.js';
import { RefusalLog } from '../../access/audit/refusal-log.service.js';
import { GuessCounts } from '../../access/guess-counts.js';
import { Clock } from '../../model/clock.js';
import type { Endpoint } from '../../model/endpoint.js';
import { buttonRightsOf, mayBePressed } from '../links/button-rights.js';
import { sourceKeyOf } from '../links/button-source.js';
import { ActionFinder } from './action-finder.service.js';
import {
  CLOSED_BUTTONS,
  NOT_ALLOWED,
  OTHER_CHAT,
  pressedText,
  TOO_OFTEN,
  usedText,
  type PressAnswer,
} from './button-words.js';
import type { CarriedAction, Presser } from './carried-action.js';
import { Presses } from './presses.service.js';

/** A press of a native button, as the platform of a chat has told of it. Texts are the platform's, of any length. */
export interface HeardPress {
  /** Key of the button source that told of the press. */
  readonly source: string;
  /** The same each time that the platform tells of this press; at most 64 characters. */
  readonly pressId: string;
  /** The reference that the button holds. */
  readonly reference: string;
  readonly chat: PressedChat;
  /** The person who pressed. The platform has verified the id; people choose the name themselves. */
  readonly user: { readonly id: string; readonly name: string };
}

const NAME_MAX = 60;
/** Presses of one person in a minute; further ones are not looked at. */
const PRESSES_MAX = 20;

/** Presses actions by native buttons. The platform says who presses and where; the operator has said who may. */
@Injectable()
export class ButtonPresses {
  readonly #logger = new Logger('Actions');
  readonly #counts = new GuessCounts(PRESSES_MAX + 1);

  constructor(
    private readonly finder: ActionFinder,
    private readonly presses: Presses,
    private readonly refusals: RefusalLog,
    private readonly clock: Clock,
  ) {}

  /** @throws GatewayError `store_full`, `store_unavailable`, `unavailable`: nothing was done, and the press may be tried again */
  async press(heard: HeardPress): Promise<PressAnswer> {
    const person = `${heard.source} ${heard.user.id}`;
    if (this.#counts.add(person, heard.pressId, this.clock.now()).guesses > PRESSES_MAX) return TOO_OFTEN;
    const found = await this.finder.findButton(heard.reference);
    if (found.kind === 'closed') return CLOSED_BUTTONS[found.why];
    const { carried } = found;
    const { action, endpoint } = carried;
    const rights = buttonRightsOf(endpoint);
    if (rights === null) return CLOSED_BUTTONS.withdrawn;
    if (!isOf(endpoint, heard)) return this.#refuse(carried, heard, OTHER_CHAT);
    const isNamed = rights.users?.includes(heard.user.id) ?? true;
    if (!mayBePressed(action, rights) || !isNamed) return this.#refuse(carried, heard, NOT_ALLOWED);
    const pressed = await this.presses.press(carried, buttonPresser(heard, endpoint), heard.pressId);
    return pressed.kind === 'used' ? usedText(carried, pressed.use) : pressedText(carried, pressed);
  }

  #refuse({ action, endpoint }: CarriedAction, heard: HeardPress, answer: PressAnswer): PressAnswer {
    const { actor, via, id, by } = buttonPresser(heard, endpoint);
    this.refusals.notePress(actor, {
      via,
      user: { id, name: by },
      action: action.name,
      endpoint: endpoint.webhookId,
      why: answer === OTHER_CHAT ? 'other_chat' : 'not_named',
    });
    this.#logger.warn(`👆 ${action.label}, pressed by ${actor}: not allowed`);
    return answer;
  }
}

/** Tells whether a press was heard where the endpoint's presses are heard, and in its chat. */
function isOf(endpoint: Endpoint, { source, chat }: HeardPress): boolean {
  const buttons = adapterOf(endpoint.adapter)?.buttons;
  return (
    buttons !== undefined && sourceKeyOf(endpoint) === source && buttons.isChatOf(endpoint.options, chat)
  );
}

function buttonPresser({ user }: HeardPress, { adapter, webhookId }: Endpoint): Presser {
  const id = cleanLine(user.id, 40);
  const by = cleanLine(user.name, NAME_MAX) || id;
  return { via: adapter, actor: `${adapter}: ${by} (${id}) at ${webhookId}`, by, id, ip: '' };
}
