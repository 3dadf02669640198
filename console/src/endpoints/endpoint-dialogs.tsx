import { Suspense, useState, type ReactElement } from 'react';
import type { Endpoint } from '../api/types.ts';
import { Confirm, type Question } from '../parts/confirm.tsx';
import { lazyPart } from '../parts/part.ts';
import { disableQuestion } from './disable-question.tsx';
import { useRemoveQuestion } from './remove-question.tsx';
import { useRotateQuestion, type ShownSecret } from './rotate-question.ts';
import { SecretModal } from './secret-modal.tsx';
import { useEndpointSwitch } from './use-endpoint-switch.ts';

/** The dialog for replays; it is loaded when it is opened, to keep the page small. */
const ReplayModal = lazyPart(async () => (await import('./replay-modal.tsx')).ReplayModal);

/** The dialog for mutes, loaded when it is opened. */
const MuteModal = lazyPart(async () => (await import('../mutes/mute-modal.tsx')).MuteModal);

/** Dialogs that ask or tell about an endpoint before or after an action on it. */
export interface EndpointDialogs {
  readonly ask: (question: Question) => void;
  readonly disable: (endpoint: Endpoint) => void;
  readonly mute: (endpoint: Endpoint) => void;
  readonly replay: (endpoint: Endpoint) => void;
  readonly rotate: (endpoint: Endpoint) => void;
  readonly remove: (endpoint: Endpoint) => void;
  readonly opened: boolean;
  /** Stands wherever the actions are offered. */
  readonly dialogs: ReactElement;
}

/** The dialogs around actions on endpoints, for the menu of one and for the palette. */
export function useEndpointDialogs(): EndpointDialogs {
  const change = useEndpointSwitch();
  const [question, ask] = useState<Question | null>(null);
  const [replaying, replay] = useState<Endpoint | null>(null);
  const [muting, mute] = useState<Endpoint | null>(null);
  const [secret, show] = useState<ShownSecret | null>(null);
  const [rotate, remove] = [useRotateQuestion(show), useRemoveQuestion()];
  return {
    ask,
    mute,
    replay,
    disable: (endpoint) => ask(disableQuestion(endpoint, (action) => change.mutate({ endpoint, action }))),
    rotate: (endpoint) => ask(rotate(endpoint)),
    remove: (endpoint) => ask(remove(endpoint)),
    opened: [question, replaying, muting, secret].some((each) => each !== null),
    dialogs: (
      <>
        <Confirm question={question} close={() => ask(null)} />
        <Suspense>
          {replaying && <ReplayModal endpoint={replaying} opened close={() => replay(null)} />}
        </Suspense>
        <Suspense>
          {muting && <MuteModal subject={{ endpoint: muting }} opened close={() => mute(null)} />}
        </Suspense>
        <SecretModal secret={secret?.secret ?? null} of={secret?.name} close={() => show(null)} />
      </>
    ),
  };
}
