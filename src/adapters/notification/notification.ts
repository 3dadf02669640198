/**
 * The notification: an event as a small document for people, before any platform's markup. `notificationOf` makes it from the
 * event, its type in the catalogue and the endpoint's options; adapters escape its texts and lay them out. Everything here is
 * pure: no clock, no network, no text of any platform.
 */
import type { GatewayEvent } from '../../modules/model/event.js';
import { DIGEST_EVENT } from '../../modules/model/digest.js';
import type { Tone } from '../../modules/model/event-type.js';
import type { Detail } from '../../modules/model/message-options.js';
import { isActionEvent, isOwnEvent } from '../../modules/model/system-events.js';
import type { Banner, FormattedRequest, Presentation, TextFault } from '../adapter.js';
import { cleanLine } from '../clean-text.js';
import { presentationOf } from './digest-tone.js';
import { instantOf, plausible } from '../instant.js';
import { jobIdIn, lineOf, parseData, type PlainObject } from '../plain-value.js';
import { isEmptyText } from '../sense.js';
import type { Words } from '../values/words.js';
import { errorText } from '../values/error-text.js';
import { isTold } from '../values/telling-line.js';
import { actionsOf, linksOf, withActionLinks, pictureOf, titleLink, type Picture } from './actions.js';
import { chosenFields } from './field-choice.js';
import { fieldsOf, videoOf, type Field, type Video } from './fields.js';
import { factsOnPhone, shortBody, shortCause, withShortWords } from './phone.js';
import { plainText } from './plain-text.js';
import { historyOf, shortHistoryOf, stepOf } from './history.js';
import { allActions, LINKS, withRow, type Row } from './placed-actions.js';
import {
  endOf,
  isEmpty,
  NO_QUIET_LINE,
  quietId,
  quietLine,
  shortTime,
  type QuietLine,
  type QuietLink,
} from './quiet-line.js';
import { textOf, zoned, type Rich } from './rich.js';
import { isSaidIn, repeatsTitle } from './said.js';
import { scopeOf } from './scope.js';
import { Texts, type Action } from './texts.js';
import { stepsOf, type Step } from './timeline.js';
import { titleOf } from './title.js';

/** An event for people. All texts are plain, clean and of bounded length; an empty text or list means that there is none. */
export interface Notification {
  readonly tone: Tone;
  /** Length of the message; parts that it does not show are empty already. */
  readonly detail: Detail;
  /** Emoji, headline and subject: `✅ Video ready: Netflix · action movies`. */
  readonly title: string;
  /** One emoji; empty where the operator's title has its own. */
  readonly emoji: string;
  /** Title of the event: `Video ready`. */
  readonly headline: string;
  /** The job or endpoint that the event is about: `Netflix · action movies · 🇺🇸 US`. */
  readonly subject: string;
  /** Address that the title leads to, http(s). */
  readonly link: string | null;
  /** Why: the line of the error that says so. */
  readonly cause: string;
  /** The rest of the error, in lines; all of it where the endpoint has a cause of its own. */
  readonly causeDetail: string;
  /** Short sentences, most telling first. */
  readonly facts: readonly Rich[];
  /** Text of the event or of the endpoint's template, in lines. */
  readonly body: string;
  readonly image: Picture | null;
  readonly actions: readonly Action[];
  /** Points of the job's life in order of time. */
  readonly timeline: readonly Step[];
  /**
   * The earlier steps that the job's message has shown, and this event, with their times; empty for a message that tells of one
   * event, also in a thread. A compact message has the newest of it in its quiet line.
   */
  readonly history: readonly Rich[];
  /** Id and times for those who look for them. */
  readonly quiet: QuietLine;
  /** Time of the event, where a row of actions stands in the place of the quiet line: it ends the title. */
  readonly when: readonly Rich[];
  /** The whole id of the job or endpoint, to tell which messages belong together; an empty text where there is none. */
  readonly about: string;
  /** All fields of the data for `full`, else those chosen. */
  readonly fields: readonly Field[];
  readonly video: Video | null;
  /** Text for clients that show no layout; several lines for a finished job. */
  readonly plain: string;
  /** Time of the event, Unix ms. */
  readonly at: number;
  /** Time at which the job ended; where it has not, that of the event. Unix ms. */
  readonly ended: number;
  /** Mention as the platform writes it, for this message; its form is the adapter's to check. */
  readonly mention: string | null;
  /** Templates that failed; built-in texts stand in their place. */
  readonly faults: readonly TextFault[];
}

/** Longest body and cause, UTF-16 units. */
const BODY = 1000;
const CAUSE = 300;

/**
 * Makes an event readable. Total: absurd data only makes the message shorter.
 *
 * This folder turns an event into the notification that adapters lay out: `texts.ts` fills in templates and built-in texts, `title.ts`
 * joins the title, `fields.ts` chooses and formats the fields of the data, `actions.ts` the links and buttons, `history.ts` the steps of a
 * job, `alert.ts` what alerting systems need.
 *
 * @param row what the platform makes of the actions
 */
export function notificationOf(event: GatewayEvent, endpoint: Presentation, row: Row = LINKS): Notification {
  const data = parseData(event.data);
  const presentation = presentationOf(endpoint, data);
  const { type, message } = presentation;
  const { detail } = message;
  const jobId = isEmptyText(data['job_id']) ? '' : jobIdIn(data);
  const faults: TextFault[] = [];
  const links = linksOf({ event, data, jobId, presentation, faults });
  const texts = new Texts(presentation, scopeOf({ event, data, jobId, links, presentation }), faults);
  const { title, bare, ...head } = titleOf(texts, presentation, { jobId, data });
  const titled = { ...head, headline: bare, title };
  const { whole, cause, causeDetail, facts, body, image } = saidOf(texts, presentation, titled);
  const said = { ...head, cause, facts };
  const video = videoOf(data['video_url']);
  const timeline = stepsOf(data);
  const at = timeOf(event);
  const link = titleLink(type.type, links);
  const shown = shownBody(presentation, { ...said, body, data });
  const above = { ...said, body: shown, isOwn: isGateways(type.type), read: texts };
  const id = quietId(jobId, data);
  const isShort = detail === 'compact';
  const own = withActionLinks(texts.actions(), presentation.actionLinks, isShort);
  const { actions, left } = actionsOf(own, links, { isShort, hasQuietLink: id !== '' });
  const { history, before } = storyOf(event, presentation, texts.words, { detail, cause, actions });
  const times = { timeline, before, ends: type.ends, at, acceptedAt: plausible(event.acceptedAt) };
  const notification: Omit<Notification, 'when'> = {
    tone: type.tone,
    detail,
    title,
    ...said,
    link,
    causeDetail,
    body: shown,
    image,
    actions,
    timeline: isShort ? [] : timeline,
    history,
    about: id,
    // The title of the gateway's own event leads to the endpoint that it names.
    quiet:
      isShort && isOwnEvent(type.type) && jobId === '' && link !== null
        ? NO_QUIET_LINE
        : quietLine({
            ...times,
            id: shownId(id, { detail, subject: head.subject, left }),
            link: left,
            words: texts.words,
            detail,
          }),
    fields: chosenFields(() => fieldsOf(data, jobId, { words: texts.words, detail }), message, above),
    video,
    plain: plainText(presentation, { ...said, cause: whole, jobId, video, body, data, title }),
    at,
    ended: endOf(timeline, at),
    mention: type.tone === 'failure' ? message.mentionOnFailure : null,
    faults,
  };
  const rowed = withRow(notification, row);
  const isTimed = rowed !== notification && !isEmpty(notification.quiet);
  return { ...rowed, when: isTimed ? shortTime({ ...times, words: texts.words }) : [] };
}

/**
 * Returns the fields of a message, with the address of the video where no link shows it. `isLinked` says whether the platform's
 * message links to an address.
 */
export function fieldsWithVideo(
  { video, fields, actions, detail }: Notification,
  isLinked: (url: string) => boolean,
): readonly Field[] {
  if (video === null) return fields;
  const isAction = actions.some(({ url }) => url === video.url);
  if (video.url !== null && (isAction ? isLinked(video.url) : detail !== 'full')) return fields;
  return [{ name: 'video_url', label: 'Video', value: video.text, exact: true }, ...fields];
}

/**
 * Returns what an adapter tells of a message beside its request: what devices show of it, and templates that failed.
 *
 * @param banner null where devices show nothing of the message
 */
export function toldOf(
  { faults }: Notification,
  banner: Banner | null,
): Pick<FormattedRequest, 'banner' | 'faults'> {
  return { ...(banner === null ? {} : { banner }), ...(faults.length > 0 ? { faults } : {}) };
}

/** Shortens a notification to what announces the edit of a message: what happened to which job, why, and where to go. An edit notifies nobody. */
export function announcementOf(notification: Notification): Notification {
  return {
    ...notification,
    facts: [],
    causeDetail: '',
    body: '',
    image: null,
    actions: allActions(notification),
    timeline: [],
    history: [],
    quiet: NO_QUIET_LINE,
    when: [],
    fields: [],
    video: null,
  };
}

/**
 * Tells what the message of a job has shown before. A compact one has the newest of it, where there is room: a failure says where it
 * stopped, and its row of actions takes the line; the gateway's events say since when.
 */
function storyOf(
  event: GatewayEvent,
  { type, conversation }: Presentation,
  words: Words,
  { detail, cause, actions }: Pick<Notification, 'detail' | 'cause' | 'actions'>,
): { readonly history: readonly Rich[]; readonly before: readonly Rich[] } {
  const step = stepOf(event, type);
  // Above a reply stand the messages of the earlier events.
  const earlier = conversation?.as === 'reply' ? undefined : conversation?.timeline;
  if (detail !== 'compact') return { history: historyOf(earlier, step, words), before: [] };
  const hasRoom = !isGateways(type.type) && (cause === '' || actions.length === 0);
  return { history: [], before: hasRoom ? shortHistoryOf(earlier, step, { words, ends: type.ends }) : [] };
}

/** Leaves out an id that leads nowhere: it would only repeat the title of a job that goes by its id. */
function shownId(
  id: string,
  { detail, subject, left }: Pick<Notification, 'detail' | 'subject'> & { readonly left: QuietLink | null },
): string {
  return detail === 'compact' && id === subject && left === null ? '' : id;
}

/**
 * Reads what stands below the title. A built-in cause and a fact that repeat the title are left out, and so is a body that repeats the
 * title, the cause or a fact. `whole` is the cause without a cut, `image` the picture that has room beside them.
 */
function saidOf(
  texts: Texts,
  { type, message: { detail, cause: ownCause, body: ownBody } }: Presentation,
  title: Pick<Notification, 'title' | 'headline' | 'subject'>,
) {
  const isShort = detail === 'compact';
  const isOwn = ownCause !== null;
  const { error } = texts;
  const read = texts.cause(CAUSE);
  const { told, below } = isOwn ? { told: read, below: '' } : newsOf(read, error, title);
  const whole = isShort && !isOwn ? withShortWords(told) : told;
  const cause = isShort && !isOwn ? shortCause(whole) : whole;
  const all = texts.facts().filter((fact) => !repeatsTitle(textOf(fact), title));
  const { headline, subject } = title;
  const picture = pictureOf(texts.image(), title.title);
  // A picture would wrap the lines of a short message that says why.
  const image = isShort && (type.tone === 'failure' || cause !== '') ? null : picture;
  const hasRoom = !isShort || isGateways(type.type);
  const above = { title: `${headline}: ${subject}`, cause, image };
  const facts = zoned(hasRoom ? all : factsOnPhone(all, above), texts.words.zone);
  const text = texts.body(BODY);
  const isRepeated = isSaidIn(text, [
    `${headline} ${subject}`,
    `${headline} ${whole}`,
    whole,
    ...facts.map(textOf),
  ]);
  return {
    whole,
    cause,
    causeDetail: isShort ? '' : restOf(error, cause || read, below),
    facts,
    image,
    body: ownBody === null && isRepeated ? '' : text,
  };
}

/** The words before what caused an error. */
const CAUSED_BY = /^\s*(?:caused by|cause|reason): /i;

/**
 * Returns what a cause tells beside the title: where it only repeats it, the line of the error that follows, and that line as it stands
 * in the error.
 */
function newsOf(
  cause: string,
  error: unknown,
  title: Pick<Notification, 'headline' | 'subject'>,
): { readonly told: string; readonly below: string } {
  if (!repeatsTitle(cause, title)) return { told: cause, below: '' };
  const { line, rest } = errorText(error);
  const below = rest.split('\n').find(isTold) ?? '';
  const told = cleanLine(below.replace(CAUSED_BY, ''), CAUSE);
  // The rest of JSON or a page is all of it.
  const isNews = line === cause && told !== '' && !/[{<]/.test(below) && !repeatsTitle(told, title);
  return isNews ? { told, below } : { told: '', below: '' };
}

/** Returns the lines of the error that follow the cause, without the line `below` that is the cause. */
function restOf(error: unknown, cause: string, below: string): string {
  const { line, rest } = errorText(error);
  if (below !== '') {
    const lines = rest.split('\n');
    return lines.toSpliced(lines.indexOf(below), 1).join('\n').trim();
  }
  return line === cause ? rest : [line, rest].filter(Boolean).join('\n');
}

/**
 * Returns the body as far as the message does not say it already. The text of the gateway's events repeats their facts: beyond
 * `compact` they have the cause in plain words and what to do in its place.
 */
function shownBody(
  { type, message }: Presentation,
  {
    cause,
    facts,
    body,
    data,
  }: Pick<Notification, 'cause' | 'facts' | 'body'> & { readonly data: PlainObject },
): string {
  const isSaid = facts.length > 0 || cause !== '';
  if (message.body !== null || type.type === DIGEST_EVENT) return body;
  if (!isSaid) return message.detail === 'compact' ? shortBody(body) : body;
  if (message.detail === 'compact') return '';
  if (!isGateways(type.type)) return body;
  return ['cause', 'next_step']
    .map((name) => lineOf(data[name], BODY / 2))
    .filter(Boolean)
    .join(' ');
}

/** True for events whose data the gateway has written: their texts are made of it. */
function isGateways(type: string): boolean {
  return isOwnEvent(type) || isActionEvent(type);
}

function timeOf(event: GatewayEvent): number {
  return instantOf(event.timestamp) ?? plausible(event.acceptedAt) ?? 0;
}
