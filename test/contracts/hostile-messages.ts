import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Adapter, Conversation, FormattedRequest, Target } from '../../src/adapters/adapter.js';
import { notificationOf } from '../../src/adapters/notification/notification.js';
import { BUILT_IN, eventTypeOf } from '../../src/adapters/catalogue/catalogue.js';
import { SAMPLES } from '../../src/adapters/samples.js';
import { webLink } from '../../src/adapters/web-link.js';
import type { GatewayEvent } from '../../src/modules/model/event.js';
import { DETAILS } from '../../src/modules/model/message-options.js';
import type { AdapterFolder } from '../support/adapter-folder.js';
import { refOf, targetFor } from '../support/folder-target.js';
import { arbitraryEvent } from '../support/arbitrary-events.js';
import { conversationsOf } from '../support/arbitrary-conversations.js';
import { arbitraryPresentation, MENTIONS, type Presentation } from '../support/arbitrary-presentations.js';
import { seed, sized } from '../support/long-run.js';
import { NASTY } from '../support/nasty-texts.js';
import { seenFaults } from './seen-faults.js';

/** Hostile messages for each adapter, in a quick run, in a full one and in a long one. */
export const [HOSTILE_QUICK, HOSTILE_FULL, HOSTILE_LONG] = [15, 45, 10_000];
const COUNT = sized(HOSTILE_QUICK, HOSTILE_LONG, HOSTILE_FULL);
/** Messages that are held in memory together: a long run makes, judges and forgets them by so many. */
const AT_ONCE = 500;
const SEED = seed();
/** Longest search for the smallest message that breaks a rule, ms. */
const SEARCH_MS = 30_000;
/** The first test of an adapter judges all messages, ms. */
const TIMEOUT_MS = sized(600_000, 3_600_000);

/** An event with what its endpoint and the catalogue make of it. */
type ArbitraryMessage = readonly [event: GatewayEvent, presentation: Presentation];

const arbitraryMessage: fc.Arbitrary<ArbitraryMessage> = arbitraryEvent.chain((event) =>
  arbitraryPresentation(event.type).map((presentation) => [event, presentation] as const),
);

/** A hostile message as an adapter formats it, and all that it is made of. */
interface Hostile {
  readonly at: number;
  readonly event: GatewayEvent;
  readonly target: Target;
  readonly options: object;
  readonly request: FormattedRequest;
}

/** The event of the sample of a failed job. */
const { event: FAILED } = SAMPLES.find(({ event }) => event.type === 'job.failed')!;

/** A banner is text that a phone can show: seen, of bounded length, the title on one line. */
const BANNER_TEXT = /^(?!\s)[^\u{200b}\p{Surrogate}]{1,240}$/su;
const BANNER_TITLE = /^(?!\s)[^\n\u{200b}\p{Surrogate}]{1,120}$/u;

/** Broken rules, by kind; empty where no rule is broken. */
type Faults = Readonly<Record<string, unknown>>;
type Rule = (hostile: Hostile, adapter: Adapter, folder: AdapterFolder) => Faults;

/** The rules of every adapter, by the sentence that their test is. */
const RULES: Readonly<Record<string, Rule>> = {
  'keeps to the rules of the target, and gives the same bytes twice': keepsToRules,
  'mentions nobody but the one named for failures, and leads only where the notification leads':
    pingsAndLinks,
  'shows no value that is none, no empty part and no text that is turned around': shown,
};

/**
 * Holds messages of hostile events, with hostile templates and options, against what the platform makes of them: every level of detail
 * meets every way of the adapter to continue messages. The oracle in the adapter's folder reads the body as the platform does.
 */
export function describeHostile(adapter: Adapter, folder: AdapterFolder): void {
  const factory = new HostileFactory(adapter, folder);
  let broken: ReadonlyMap<Rule, Hostile> | undefined;

  describe('with hostile events, templates and options', () => {
    it.each(Object.entries(RULES))(
      '%s',
      (_, rule) => {
        broken ??= factory.broken();
        const hostile = broken.get(rule);
        expect(hostile && factory.tell(rule, hostile)).toBeUndefined();
      },
      TIMEOUT_MS,
    );

    it('keeps to all of this with each hostile text in the fields of a failure', () => {
      expect(
        NASTY.map((text) => [text, factory.faultsWith(text)]).filter(([, faults]) => faults !== null),
      ).toEqual([]);
    });
  });
}

function keepsToRules(
  { at, event, target, request }: Hostile,
  adapter: Adapter,
  folder: AdapterFolder,
): Faults {
  // Formatting costs most of a run: a quick one formats a third of the messages twice.
  const isTwice = at % sized(3, 1) === 0;
  const over = adapter.usage(request.body).filter(({ used, max }) => used > max);
  return {
    ...folder.faultsOf(request.body),
    ...(request.body.isWellFormed() ? {} : { illFormed: true }),
    ...(URL.canParse(request.url) ? {} : { url: request.url }),
    ...(isTwice && !isDeepStrictEqual(adapter.format(event, target), request) ? { otherBytes: true } : {}),
    ...(over.length === 0 ? {} : { over }),
    ...bannerFaults(request.banner),
  };
}

function bannerFaults(banner: FormattedRequest['banner']): Faults {
  if (!banner) return {};
  const { title, text } = banner;
  const isFine = BANNER_TEXT.test(text) && (title === null || BANNER_TITLE.test(title));
  return isFine ? {} : { banner };
}

function pingsAndLinks(
  { event, target, options, request: { body } }: Hostile,
  adapter: Adapter,
  folder: AdapterFolder,
): Faults {
  const { mentionOnFailure: named } = target.message;
  const isAllowed =
    named !== null && target.type.tone === 'failure' && adapter.mentions?.pattern.test(named) === true;
  const [pings, expected] = [folder.pingsOf(body), isAllowed ? [named] : []];
  const links = folder.linksOf(body);
  const known = links.length > 0 ? new Set([...placesOf(event, target, options)].map(written)) : new Set();
  const foreign = links.filter((link) => !known.has(written(link)));
  return {
    ...(isDeepStrictEqual([...pings], expected) ? {} : { pings, expected }),
    ...(foreign.length > 0 ? { foreign } : {}),
  };
}

function shown(
  { event, target, options, request: { body } }: Hostile,
  adapter: Adapter,
  folder: AdapterFolder,
): Faults {
  const seen = folder.seenOf(body);
  const isRead = adapter.presents === 'message';
  return {
    ...((seen !== null) === isRead ? {} : { seen }),
    ...seenFaults(seen ?? [], [event, target, options]),
  };
}

/** An address with the signs as they are that adapters percent-encode where a platform would read them as markup. */
function written(address: string | null | undefined): string | undefined {
  return address?.replace(/%(?:24|28|29|2A)/g, decodeURIComponent);
}

/** Makes native buttons of every other action. */
function withButtons({ actionLinks, ...presentation }: Presentation): Presentation {
  if (!actionLinks) return presentation;
  const button = `gwbtn_${'A'.repeat(55)}`;
  const given = actionLinks.map((link, at) => (at % 2 === 0 ? { ...link, url: '', button } : link));
  return { ...presentation, actionLinks: given };
}

/** The messages made last: in a quick run those of every adapter. Making them costs as much as formatting them. */
let made: { readonly seed: number; readonly messages: readonly ArbitraryMessage[] } | undefined;

function messagesOf(numRuns: number, chunkSeed: number): readonly ArbitraryMessage[] {
  if (made?.seed !== chunkSeed)
    made = { seed: chunkSeed, messages: fc.sample(arbitraryMessage, { numRuns, seed: chunkSeed }) };
  return made.messages;
}

/** Formats hostile messages for an adapter, and finds those that break a rule. */
export class HostileFactory {
  /** Endpoints of the adapter, which the messages of a run have in turn. */
  readonly #targets: readonly Target[];
  readonly #ways: readonly fc.Arbitrary<Conversation | undefined>[];
  readonly #mentions: readonly string[];

  constructor(
    private readonly adapter: Adapter,
    private readonly folder: AdapterFolder,
  ) {
    const { url, elsewhere = url } = folder;
    this.#targets = [url, elsewhere].map((one) => targetFor(adapter, { ...folder, url: one }));
    this.#ways = conversationsOf(adapter, refOf(folder));
    this.#mentions = MENTIONS.filter(
      (mention) => mention !== null && adapter.mentions?.pattern.test(mention),
    ) as string[];
  }

  /** Finds the first message that breaks each rule; none where all keep to it. */
  broken(): ReadonlyMap<Rule, Hostile> {
    const found = new Map<Rule, Hostile>();
    const { stackTraceLimit } = Error;
    // Stack traces of faulty templates, which nobody reads, would take a tenth of a run.
    Error.stackTraceLimit = 0;
    try {
      for (let from = 0; from < COUNT; from += AT_ONCE) {
        for (const hostile of this.#chunk(Math.min(AT_ONCE, COUNT - from), SEED + from)) {
          for (const rule of Object.values(RULES)) {
            if (!found.has(rule) && this.#breaks(rule, hostile)) found.set(rule, hostile);
          }
        }
      }
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
    return found;
  }

  /** Finds what is wrong with the message of a failed job whose data is that text; null where nothing is. */
  faultsWith(text: string): Faults | null {
    const [target, { options = {} }] = [this.#targets[0]!, this.folder];
    const message = { ...target.message, detail: 'full' } as const;
    const given = { ...target, message, type: eventTypeOf(BUILT_IN, 'job.failed') };
    const data = { job_id: text, error: text, message: text, parameters: { genre: text } };
    const event = { ...FAILED, data: JSON.stringify(data) };
    const hostile = { at: 0, event, target: given, options, request: this.adapter.format(event, given) };
    const faults = Object.values(RULES).map((rule) => rule(hostile, this.adapter, this.folder));
    return faults.some((one) => Object.keys(one).length > 0) ? Object.assign({}, ...faults) : null;
  }

  /** Searches the smallest message that breaks a rule, and throws with it. */
  tell(rule: Rule, hostile: Hostile): never {
    const property = fc.property(
      arbitraryMessage,
      this.folder.arbitraryOptions,
      fc.oneof(...this.#ways),
      (message, options, conversation) => {
        this.#hold(rule, this.#made(0, message, options, conversation));
      },
    );
    try {
      fc.assert(property, { numRuns: HOSTILE_FULL, seed: SEED, interruptAfterTimeLimit: SEARCH_MS });
      this.#hold(rule, hostile);
    } catch (cause) {
      throw new Error(`With SEED=${SEED} this message breaks the rule: ${JSON.stringify(hostile)}`, {
        cause,
      });
    }
    throw new Error('A message broke the rule, and keeps to it now.');
  }

  #hold(rule: Rule, hostile: Hostile): void {
    const faults = rule(hostile, this.adapter, this.folder);
    if (Object.keys(faults).length > 0) throw new Error(JSON.stringify(faults));
  }

  #breaks(rule: Rule, hostile: Hostile): boolean {
    try {
      this.#hold(rule, hostile);
      return false;
    } catch {
      return true;
    }
  }

  #chunk(numRuns: number, chunkSeed: number): readonly Hostile[] {
    const messages = messagesOf(numRuns, chunkSeed);
    const options = fc.sample(this.folder.arbitraryOptions, { numRuns, seed: chunkSeed });
    const told = this.#ways.map((way) =>
      fc.sample(way, { numRuns: Math.ceil(numRuns / this.#ways.length), seed: chunkSeed }),
    );
    return messages.map((message, at) => {
      const way = told[Math.floor(at / DETAILS.length) % told.length]!;
      return this.#made(at, this.#inTurn(message, at), options[at]!, way[at % way.length]);
    });
  }

  /** Gives the messages of a run the levels of detail in turn, and every fourth one a mention that the platform has. */
  #inTurn([event, presentation]: ArbitraryMessage, at: number): ArbitraryMessage {
    const detail = DETAILS[at % DETAILS.length]!;
    const mention = at % 4 === 0 ? this.#mentions[(at / 4) % this.#mentions.length] : undefined;
    const { mentionOnFailure } = presentation.message;
    const message = { ...presentation.message, detail, mentionOnFailure: mention ?? mentionOnFailure };
    return [event, { ...presentation, message }];
  }

  #made(
    at: number,
    [event, presentation]: ArbitraryMessage,
    options: object,
    conversation: Conversation | undefined,
  ): Hostile {
    // Every level of detail meets every way of an endpoint before the next endpoint has its turn.
    const turn = Math.floor(at / (DETAILS.length * this.#ways.length));
    const endpoint = this.#targets[turn % this.#targets.length]!;
    const buttons = this.adapter.buttons ? withButtons(presentation) : presentation;
    const told = { ...endpoint, ...buttons, options: { ...endpoint.options, ...options } };
    const target = conversation ? { ...told, conversation } : told;
    try {
      return { at, event, target, options, request: this.adapter.format(event, target) };
    } catch (cause) {
      const message = JSON.stringify({ event, target });
      throw new Error(`With SEED=${SEED} this message cannot be formatted: ${message}`, { cause });
    }
  }
}

/** A platform for which no number of actions makes a row. */
const NO_ROW = { least: Infinity, takes: () => false } as const;

/** Lists the addresses that a message may lead to, as the data and the options name them. */
export function placesOf(
  event: GatewayEvent,
  target: Target,
  options: object,
): ReadonlySet<string | null | undefined> {
  // Without a row, the notification has every way: which of them a message leaves out depends on the platform.
  const { link, actions, image, video, quiet } = notificationOf(event, target, NO_ROW);
  const given = [link, quiet.link?.url, image?.url, video?.url, ...actions.map(({ url }) => url)];
  return new Set([...given, ...Object.values(options).map(webLink)]);
}
