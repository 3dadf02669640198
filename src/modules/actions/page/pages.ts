import { BUILT_IN_ACTIONS } from '../../model/action.js';
import { utcText } from '../../model/iso-time.js';
import type { StoredUse } from '../../store/action-store.js';
import type { CarriedAction, Effect } from '../press/carried-action.js';
import type { Closed } from '../press/action-finder.service.js';
import type { ActionPage } from './page.js';

/** The pages of links that open no action. */
export const CLOSED: Readonly<Record<Closed, ActionPage>> = {
  invalid: {
    status: 404,
    title: 'This link does not work',
    texts: [
      'It was cut off or changed on its way, or the gateway’s key has been replaced since. Nothing was done.',
      'Open the message again and use the link there.',
    ],
    tone: 'bad',
  },
  expired: {
    status: 410,
    title: 'This link has expired',
    texts: ['Links in messages work for a limited time. Nothing was done.', 'The console can do the same.'],
    tone: 'bad',
  },
  forgotten: {
    status: 410,
    title: 'This message is no longer kept',
    texts: ['It was a test, or its time in the history is over. Nothing was done.'],
    tone: 'bad',
  },
  withdrawn: {
    status: 410,
    title: 'This action is no longer offered',
    texts: ['Whoever runs the gateway has taken it away since the message was sent. Nothing was done.'],
    tone: 'bad',
  },
};

/** The page of an action that can be pressed; it changes nothing. `needsKey`: whether pressing it takes signing in. */
export function offerPage(
  carried: CarriedAction,
  needsKey: boolean,
  more: Partial<ActionPage> = {},
): ActionPage {
  const { action } = carried;
  return {
    status: 200,
    title: action.label,
    texts: [whatHappens(carried)],
    facts: factsOf(carried),
    button: { label: action.label, danger: action.style === 'danger' },
    asksForKey: needsKey,
    ...more,
  };
}

/** The page after a press. */
export function pressedPage(carried: CarriedAction, { kind, message }: Effect): ActionPage {
  const isDone = kind === 'done';
  return {
    status: isDone ? 200 : 409,
    title: isDone ? `Done: ${carried.action.label}` : `Not done: ${carried.action.label}`,
    texts: [message],
    facts: factsOf(carried),
    tone: isDone ? 'good' : 'bad',
  };
}

/** The page of an action that its message allowed once, and that was pressed before. */
export function usedPage(carried: CarriedAction, { actor: by, state, pressedAt }: StoredUse): ActionPage {
  const { label } = carried.action;
  if (state === 'begun')
    return {
      status: 409,
      title: `Under way: ${label}`,
      texts: [`${by} has pressed it just now. If nothing comes of it, press it again in a minute.`],
      facts: factsOf(carried),
    };
  return {
    status: 410,
    title: `Already done: ${label}`,
    texts: [`${by} pressed it at ${utcText(pressedAt)}. A message allows it once.`],
    facts: factsOf(carried),
  };
}

/** The page of a request that failed or was refused, in the words of the API. */
export function faultPage(status: number, message: string): ActionPage {
  return { status, title: 'Something went wrong', texts: [message], tone: 'bad' };
}

function whatHappens({ action }: CarriedAction): string {
  const builtIn = BUILT_IN_ACTIONS.find(({ name }) => name === action.name);
  if (builtIn) return builtIn.says;
  return 'Asks the job server to do this. The request is delivered like any other event, once for each message.';
}

function factsOf({ message, endpoint, expiresAt }: CarriedAction): ActionPage['facts'] {
  const { summary, event } = message;
  return [
    ...(summary.jobId === null ? [] : [['Job', summary.jobId] as const]),
    ...aboutOf(event.data),
    ['Event', event.type],
    ['Message at', endpoint.name],
    ['Sent', utcText(summary.createdAt)],
    ['Link works until', utcText(expiresAt)],
  ];
}

/** Names the endpoint that a system event tells of. */
function aboutOf(data: string): readonly (readonly [string, string])[] {
  const { name, event } = JSON.parse(data) as { name?: unknown; event?: unknown };
  const texts = [
    ['About', name],
    ['Delivery of', event],
  ] as const;
  return texts.flatMap(([label, text]) =>
    typeof text === 'string' && text !== '' ? [[label, text.slice(0, 200)] as const] : [],
  );
}

/** The answer to the press of a native button whose action takes signing in. */
export const NEEDS_KEY: Pick<ActionPage, 'title' | 'texts'> = {
  title: 'Not done',
  texts: [
    'Pressing this takes a key of the role operator or admin. Nothing was done; the console can do the same.',
  ],
};

/** The answer to a press of a native button that the message cannot have. */
export const NO_BUTTON: Pick<ActionPage, 'title' | 'texts'> = {
  title: 'Not done',
  texts: ['The message of this action has no such button. Nothing was done; use the link in the message.'],
};
