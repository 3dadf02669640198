import type { Receiver } from './receiver.ts';
import { paint, type Screen } from './screen.ts';
import type { SettledDeliveries } from './settled-deliveries.ts';

const STORM = 200;
const WHILE_MUTED = 20;
/** Most messages that the storm may make. */
const HANDFUL = 8;
const FAILED = 'render.failed';

/** Texts of a failure of the render farm, for people. */
export const NIGHT_EVENTS = {
  [FAILED]: { headline: 'Render failed', emoji: '🔥', tone: 'failure' },
} as const;

/** The endpoint of whoever is on call: a few messages are sent one by one, the rest of a storm is told by summaries. */
export const ON_CALL = { events: ['render.*'], digest: { over: 3, within: '1m', every: '2s' } } as const;

/** The parts that play in the night. */
export interface NightCast {
  readonly address: string;
  /** The channel of whoever is on call. */
  readonly onCall: Receiver;
  /** Public name of its endpoint. */
  readonly webhookId: string;
  readonly screen: Screen;
  readonly settled: SettledDeliveries;
}

/** The sums of the night's failures: counts, and the messages that the channel got. */
export interface NightSums {
  readonly failures: number;
  readonly alone: number;
  readonly grouped: number;
  readonly muted: number;
  readonly messages: number;
  /** Messages that the channel refused, as sentences. */
  readonly refusals: readonly string[];
}

/** Plays a night on which the render farm breaks down: a storm of failures, a mute, and more failures. */
export async function playNight(cast: NightCast): Promise<NightSums> {
  await endMutes(cast);
  await fail(cast, STORM);
  await mute(cast);
  await fail(cast, WHILE_MUTED);
  const ends = cast.settled.ends(FAILED);
  const count = (end: string): number => ends.filter((one) => one === end).length;
  return {
    failures: ends.length,
    alone: count('delivered'),
    grouped: count('grouped'),
    muted: count('muted'),
    messages: cast.onCall.ledger.taken.size,
    refusals: cast.onCall.ledger.refusals,
  };
}

/** Reports failures in one request, and waits until each has its end. */
async function fail({ address, screen, settled }: NightCast, count: number): Promise<void> {
  const events = Array.from({ length: count }, (_, n) => {
    const data = { job_id: `render-${n}`, error: `Render node ${n % 40} does not answer` };
    return { event: FAILED, data };
  });
  await call('POST', `${address}/api/webhooks/events`, { events });
  const note = `${count} failures in one request, accepted`;
  screen.row({ who: 'Job server', mark: '→', colour: 'cyan', event: FAILED, job: '', note });
  await settled.wait();
}

/** Ends the mutes that an earlier run on the same data has left. */
async function endMutes({ address }: NightCast): Promise<void> {
  const { mutes = [] } = await call('GET', `${address}/api/webhooks/mutes`);
  for (const { id, active } of mutes) if (active) await call('DELETE', `${address}/api/webhooks/mutes/${id}`);
}

async function mute({ address, webhookId, screen }: NightCast): Promise<void> {
  const body = { for: '1h', filter: { type: FAILED }, reason: 'the farm restarts' };
  const { mute } = await call('POST', `${address}/api/webhooks/endpoints/${webhookId}/mute`, body);
  const note = `on call hears no ${FAILED} until ${mute?.until.slice(11, 16)} UTC, when the mute ends by itself`;
  screen.row({ who: 'Ana', mark: '🔕', colour: 'magenta', event: 'Mute', job: '', note });
}

/** The parts of the gateway's answers that the night reads. */
interface Answer {
  readonly mute?: { readonly until: string };
  readonly mutes?: readonly { readonly id: string; readonly active: boolean }[];
}

async function call(method: string, url: string, body?: object): Promise<Answer> {
  const json = body && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
  const answer = await fetch(url, { method, ...json });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Answer;
}

/** Writes what the night came to. */
export function nightLines({ failures, alone, grouped, muted, messages }: NightSums): readonly string[] {
  const summaries = messages - alone;
  return [
    '',
    paint('bold', `The night: ${failures} failures, ${messages} messages to whoever is on call`),
    `${alone} told one by one · ${grouped} told by ${summaries} ${summaries === 1 ? 'summary' : 'summaries'} · ${muted} muted`,
  ];
}

/** Lists what went wrong in the night, as sentences; empty where nothing did. */
export function nightFaults({
  failures,
  alone,
  grouped,
  muted,
  messages,
  refusals,
}: NightSums): readonly string[] {
  return [
    ...refusals.map((refusal) => `On call refused: ${refusal}`),
    ...(failures === STORM + WHILE_MUTED ? [] : [`The gateway knows ${failures} failures of the night.`]),
    ...(alone + grouped + muted === failures ? [] : ['A failure of the night has none of the ends.']),
    ...(muted === WHILE_MUTED ? [] : [`${muted} failures were muted, not ${WHILE_MUTED}.`]),
    ...(messages <= HANDFUL ? [] : [`The storm made ${messages} messages.`]),
  ];
}
