import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Adapter, Conversation, FormattedRequest, Target } from '../../src/adapters/adapter.js';
import { notificationOf } from '../../src/adapters/notification/notification.js';
import { webLink } from '../../src/adapters/web-link.js';
import type { GatewayEvent } from '../../src/modules/model/event.js';
import { DETAILS } from '../../src/modules/model/message-options.js';
import type { AdapterFolder } from '../support/adapter-folder.js';
import { refOf, targetFor } from '../support/folder-target.js';
import { arbitraryEvent } from '../support/arbitrary-events.js';
import { conversationsOf } from '../support/arbitrary-conversations.js';
import { arbitraryPresentation, type Presentation } from '../support/arbitrary-presentations.js';
import { sized, tellSize } from '../support/long-run.js';
import { seenFaults } from './seen-faults.js';

const [QUICK, LONG] = [45, 10_000];
/** Random messages of a run, the same for every adapter: making them costs as much as formatting them. */
const MESSAGES = { numRuns: sized(QUICK, LONG), seed: Date.now() };
/** Longest search for the smallest message that breaks a rule, ms. */
const SEARCH_MS = 30_000;
let messages: readonly ArbitraryMessage[] | undefined;

/** An event with what its endpoint and the catalogue make of it. */
type ArbitraryMessage = readonly [event: GatewayEvent, presentation: Presentation];

const arbitraryMessage: fc.Arbitrary<ArbitraryMessage> = arbitraryEvent.chain((event) =>
  arbitraryPresentation(event.type).map((presentation) => [event, presentation] as const),
);

/** A hostile message as an adapter formats it, and all that it is made of. */
interface Hostile {
  readonly event: GatewayEvent;
  readonly target: Target;
  readonly options: object;
  readonly request: FormattedRequest;
}

/** A banner is text that a phone can show: seen, of bounded length, the title on one line. */
const BANNER_TEXT = /^(?!\s)[^\u{200b}\p{Surrogate}]{1,240}$/su;
const BANNER_TITLE = /^(?!\s)[^\n\u{200b}\p{Surrogate}]{1,120}$/u;

type Rule = (hostile: Hostile) => void;

/**
 * Holds messages of hostile events, with hostile templates and options, against what the platform makes of them: every level of detail
 * meets every way of the adapter to continue messages. The oracle in the adapter's folder reads the body as the platform does.
 */
export function describeHostile(adapter: Adapter, folder: AdapterFolder): void {
  const over = overHostile(adapter, folder);

  describe('with hostile events, templates and options', () => {
    it('keeps to the rules of the target, and gives the same bytes twice', () => {
      over(({ event, target, request }) => {
        expect([request.body.isWellFormed(), adapter.format(event, target)]).toEqual([true, request]);
        expect(folder.faultsOf(request.body)).toEqual({});
        expect(URL.canParse(request.url)).toBe(true);
        expect(adapter.usage(request.body).filter(({ used, max }) => used > max)).toEqual([]);
        const { title, text } = request.banner ?? { title: null, text: 'none' };
        expect(text).toMatch(BANNER_TEXT);
        expect(title ?? 'none').toMatch(BANNER_TITLE);
      });
    }, 600_000);

    it('mentions nobody but the one named for failures, and leads only where the notification leads', () => {
      over(({ event, target, options, request: { body } }) => {
        const { mentionOnFailure: named } = target.message;
        const isAllowed =
          named !== null && target.type.tone === 'failure' && adapter.mentions?.pattern.test(named) === true;
        expect(folder.pingsOf(body)).toEqual(isAllowed ? [named] : []);
        const known = placesOf(event, target, options);
        expect(folder.linksOf(body).filter((link) => !known.has(link))).toEqual([]);
      });
    }, 600_000);

    it('shows no value that is none, no empty part and no text that is turned around', () => {
      over(({ event, target, options, request: { body } }) => {
        const seen = folder.seenOf(body);
        expect(seen === null).toBe(adapter.presents === 'payload');
        expect(seenFaults(seen ?? [], [event, target, options])).toEqual({});
      });
    }, 600_000);
  });
}

/** Makes native buttons of every other action. */
function withButtons({ actionLinks, ...presentation }: Presentation): Presentation {
  if (!actionLinks) return presentation;
  const button = `gwbtn_${'A'.repeat(55)}`;
  const given = actionLinks.map((link, at) => (at % 2 === 0 ? { ...link, url: '', button } : link));
  return { ...presentation, actionLinks: given };
}

/** Formats the messages of a run once, and holds each against a rule; where one breaks it, the smallest that does is searched and told with its seed. */
function overHostile(adapter: Adapter, folder: AdapterFolder): (rule: Rule) => void {
  const target = targetFor(adapter, folder);
  const { arbitraryOptions } = folder;
  const ways = conversationsOf(adapter, refOf(folder));
  const arbitraryWay = fc.oneof(...ways);
  let formatted: readonly Hostile[] | undefined;
  const made = (
    [event, presentation]: ArbitraryMessage,
    options: object,
    conversation: Conversation | undefined,
  ): Hostile => {
    const buttons = adapter.buttons ? withButtons(presentation) : presentation;
    const told = { ...target, ...buttons, options: { ...target.options, ...options } };
    const given = conversation ? { ...told, conversation } : told;
    return { event, target: given, options, request: adapter.format(event, given) };
  };
  const all = (): readonly Hostile[] => {
    if (messages === undefined) tellSize('Hostile messages for each adapter', QUICK, LONG);
    messages ??= fc.sample(arbitraryMessage, MESSAGES);
    const options = fc.sample(arbitraryOptions, MESSAGES);
    const told = ways.map((way) => fc.sample(way, MESSAGES));
    return messages.map((message, at) =>
      made(detailed(message, at), options[at]!, told[Math.floor(at / DETAILS.length) % ways.length]![at]),
    );
  };
  return (rule) => {
    try {
      formatted ??= all();
      formatted.forEach(rule);
    } catch (error) {
      const property = fc.property(arbitraryMessage, arbitraryOptions, arbitraryWay, (...parts) =>
        rule(made(...parts)),
      );
      fc.assert(property, { ...MESSAGES, interruptAfterTimeLimit: SEARCH_MS });
      const told = formatted?.find((hostile) => breaks(rule, hostile));
      throw new Error(`Of this message no smaller one was found: ${JSON.stringify(told)}`, { cause: error });
    }
  };
}

function breaks(rule: Rule, hostile: Hostile): boolean {
  try {
    rule(hostile);
    return false;
  } catch {
    return true;
  }
}

/** Gives the messages of a run the levels of detail in turn. */
function detailed([event, presentation]: ArbitraryMessage, at: number): ArbitraryMessage {
  const detail = DETAILS[at % DETAILS.length]!;
  return [event, { ...presentation, message: { ...presentation.message, detail } }];
}

/** Lists the addresses that a message may lead to, as the data and the options name them. */
export function placesOf(
  event: GatewayEvent,
  target: Target,
  options: object,
): ReadonlySet<string | null | undefined> {
  const { link, actions, image, video, quiet } = notificationOf(event, target);
  const given = [link, quiet.link?.url, image?.url, video?.url, ...actions.map(({ url }) => url)];
  return new Set([...given, ...Object.values(options).map(webLink)]);
}
