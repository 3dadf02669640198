import { utcText } from '../../model/iso-time.js';
import type { StoredUse } from '../../store/action-store.js';
import type { Closed } from './action-finder.service.js';
import type { CarriedAction, Effect } from './carried-action.js';

/** The answer to a press of a native button, for the person who pressed. */
export interface PressAnswer {
  readonly done: boolean;
  /** Text of one or two sentences, without markup. */
  readonly text: string;
  /** True where another press of the action is being carried out: the same press may come to something later. */
  readonly pending?: true;
}

const NOTHING = 'Nothing was done.';
const refused = (text: string): PressAnswer => ({ done: false, text: `${text} ${NOTHING}` });

/** Answers to presses that open no action. */
export const CLOSED_BUTTONS: Readonly<Record<Closed, PressAnswer>> = {
  invalid: refused('This button does not work: it was changed, or the gateway’s key has been replaced.'),
  expired: refused('This button has expired.'),
  forgotten: refused('This message is no longer kept.'),
  withdrawn: refused('This action is no longer offered.'),
};

export const OTHER_CHAT = refused('This button belongs to another chat.');
export const NOT_ALLOWED = refused(
  'You may not press this button: whoever runs the gateway has not named you.',
);
export const TOO_OFTEN = refused('You press too often. Try again in a minute.');
export const WENT_WRONG = refused('Something went wrong.');
export const TRY_AGAIN = refused('The gateway could not store the press. Try again in a minute.');

/** Says what a press came to. */
export function pressedText({ action }: CarriedAction, { kind, message }: Effect): PressAnswer {
  return kind === 'done'
    ? { done: true, text: `Done: ${action.label}. ${message}` }
    : { done: false, text: `Not done: ${action.label}. ${message}` };
}

/** Says who has pressed before, where one press is all that is allowed. */
export function usedText({ action }: CarriedAction, { actor, state, pressedAt }: StoredUse): PressAnswer {
  if (state === 'begun')
    return {
      done: false,
      pending: true,
      text: `Under way: ${action.label}. ${actor} has pressed it just now.`,
    };
  return {
    done: false,
    text: `Already done: ${action.label}. ${actor} pressed it at ${utcText(pressedAt)}.`,
  };
}
