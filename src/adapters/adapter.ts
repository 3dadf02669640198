import type { ActionLink } from '../modules/model/action.js';
import type { BatchFormat } from '../modules/model/batch.js';
import type { GatewayEvent } from '../modules/model/event.js';
import type { Ordering, RateLimit } from '../modules/model/endpoint.js';
import type { ConversationMode, ConversationStep } from '../modules/model/conversation.js';
import type { EventType } from '../modules/model/event-type.js';
import type { Links, MessageOptions } from '../modules/model/message-options.js';
import type { Handshake } from '../modules/model/handshake.js';
import type { Payload } from '../modules/model/payload.js';
import type { MailRecipients } from '../modules/model/mail-recipients.js';
import type { MailRoute } from '../modules/model/mail-route.js';
import type { MessageRef, Outcome } from '../modules/model/outcome.js';
import type { RequestMethod } from '../modules/model/request-method.js';
import type { ValueNames } from '../modules/model/value-names.js';
import type { Usage } from './message-usage.js';
import type { HeardButtons, PressRequests } from './presses.js';

/** The endpoint and the delivery that an adapter formats for, and the meaning of the event's type. All of it is data. */
export interface Target<Options extends object = object> {
  /** Normalised by the adapter's own `detect`. */
  readonly url: string;
  /** Public name: `webhook_1`. */
  readonly webhookId: string;
  readonly options: Options;
  /** Custom headers of the endpoint. */
  readonly headers: Readonly<Record<string, string>>;
  /** `source` of the payload: `streamgank`. */
  readonly source: string;
  /** Name of the gateway to people: `StreamGank`. */
  readonly brand: string;
  /** Id of the delivery: a UUID, the same on every attempt. */
  readonly deliveryId: string;
  /** True for a test, whose delivery is kept nowhere. */
  readonly isTest?: true;
  /**
   * Id by which a platform knows a repeated request: a UUID, the same on every attempt until the delivery is redelivered. Absent: the id of
   * the delivery.
   */
  readonly postKey?: string;
  /** Recipients that no attempt of the delivery has reached, where others have the message; absent: all. Only mail has some. */
  readonly unreached?: readonly string[];
  /** Display name of the endpoint: `#video-jobs`. */
  readonly endpointName: string;
  /** Presentation of the endpoint's messages, complete with defaults. */
  readonly message: MessageOptions;
  /** The payload that an application receives; only adapters with `presents: 'payload'` read it. */
  readonly payload: Payload;
  readonly links: Links;
  /** Entry of the event's type in the effective catalogue; one made up for a type that is not listed. */
  readonly type: EventType;
  /** The operator's names of countries, platforms, genres and kinds of content. */
  readonly names: ValueNames;
  /** The job's message at this endpoint that the request continues; absent where it makes a message of its own. */
  readonly conversation?: Conversation;
  /** The events that one message tells of together with the given one, in order of acceptance; absent outside of digests. */
  readonly digest?: readonly GatewayEvent[];
  /** Actions that the message offers; absent: none. */
  readonly actionLinks?: readonly ActionLink[];
}

/** The one message, or thread, of a job at an endpoint. */
export interface Conversation {
  /**
   * Effect of the request: `edit` replaces the message by that of the event, `reply` posts the event's message in the thread of the first
   * one, `announce` posts a short message that points to the one edited before, because an edit notifies nobody.
   */
  readonly as: 'edit' | 'reply' | 'announce';
  /** The message's name, as `judge` read it from the answer to the first request. */
  readonly ref: MessageRef;
  /** The job's earlier events, in order. */
  readonly timeline: readonly ConversationStep[];
  /** True for an announcement of what happened before the state that the message shows: nobody was told of it in time. */
  readonly isEarlier?: true;
}

/** The parts of a target that form a message for people. */
export type Presentation = Pick<
  Target,
  | 'brand'
  | 'type'
  | 'names'
  | 'message'
  | 'links'
  | 'webhookId'
  | 'endpointName'
  | 'deliveryId'
  | 'isTest'
  | 'conversation'
  | 'actionLinks'
>;

/** A template of the endpoint or of the catalogue that failed on an event; a built-in text stands in its place. */
export interface TextFault {
  /** `message.title`, `payload.body.items[0].name`. */
  readonly field: string;
  /** A whole sentence. */
  readonly message: string;
  /** Place in the template, from 1. */
  readonly line: number;
  readonly column: number;
}

/** The notification that phones and desktops show of a message, as the platform makes it of what is sent. Plain text. */
export interface Banner {
  /** Title that the message sets; null where the platform puts the name of the channel or of the sender there. */
  readonly title: string | null;
  /** Beginning of the text; lines are separate. */
  readonly text: string;
}

/** One request, ready to be signed and sent byte for byte. */
export interface FormattedRequest {
  readonly method: RequestMethod;
  /** On the host of the target's URL; an adapter may build the rest of it, also of secret options. */
  readonly url: string;
  /** Header names in the case they are sent. Values made of secret options are masked wherever they are shown. */
  readonly headers: Readonly<Record<string, string>>;
  /** Well-formed text, sent as UTF-8: JSON, or what `bodies.ts` writes; for `MAIL` the message as JSON. */
  readonly body: string;
  /** Route of the message to the mail server; of `MAIL` requests alone. */
  readonly mail?: MailRoute;
  /** Absent where devices show none of the message: an edit notifies nobody. */
  readonly banner?: Banner;
  /** Absent where every template gave its text. */
  readonly faults?: readonly TextFault[];
  /**
   * Why the target is told nothing of this event, as a whole sentence: no request is made, and the delivery is delivered with the
   * sentence as its note. The rest of the request is what would be sent otherwise. Absent where the request is sent.
   */
  readonly unsent?: string;
}

/** An answer as the sender hands it to `judge`. */
export interface TargetResponse {
  /** HTTP status; of a mail server the code of its reply. */
  readonly status: number;
  /** Lower-case names; repeated headers joined by a comma. Of a mail server `command` alone: what it replied to (`RCPT TO`). */
  readonly headers: Readonly<Record<string, string>>;
  /** The part of the body that was read before it ended, broke off or took too long: at most 64 KiB, decoded as UTF-8. */
  readonly body: string;
  /** True on the platform's own host: its answers are judged by the exact words of its documents. */
  readonly onPlatform: boolean;
  /** Unix ms: what a `Retry-After` date is measured against. */
  readonly receivedAt: number;
  /** A mail server's answers for the recipients; absent where it judged none of them, and for HTTP. */
  readonly recipients?: MailRecipients;
}

/**
 * Answer of `detect` for a URL: mine (with the URL to use, and what may not be meant by it), mine but unusable, or not mine
 * (null). Refusals and warnings are whole sentences, free of secrets.
 */
export type Detection =
  { readonly url: string; readonly warnings?: readonly string[] } | { readonly refused: string } | null;

/** An option that cannot stand beside the URL it was given with. */
export interface OptionConflict {
  /** Name of the option in the Options class. */
  readonly option: string;
  /** A sentence for people. */
  readonly message: string;
}

/** Introduction of a kind of target in console, API and docs. Texts for people, free of markup. */
export interface About {
  /** Name of the target: `Slack`. */
  readonly label: string;
  /** Data of an SVG path (`d`) on a grid of 24 × 24, drawn as a line of width 1.6 in the colour of the text. */
  readonly icon: string;
  /** One line: what the endpoint is and which URL it takes. */
  readonly hint: string;
  /** One or two sentences: where people find that URL. */
  readonly findUrl: string;
  /**
   * The forms of URLs that are recognised, secrets as `…` or `<…>`: those of the platform's host, or with the prefix where the
   * target runs on anybody's host. Empty for the fallback, which takes any.
   */
  readonly urls: readonly string[];
  /** Sentences: what an endpoint receives, and what the gateway does about the answers. */
  readonly promises: readonly string[];
}

/** Writes many events into one request. */
export interface Batches<Options extends object = object> {
  readonly formats: readonly BatchFormat[];
  /** Writes one event as an item of a batch: JSON of one line. Never throws on any event, as `format`. */
  item(event: GatewayEvent, target: Target<Options>, format: BatchFormat): BatchItem;
  /** Makes the request around items, of which there is one at least. `target`: that of any of them. */
  request(items: readonly string[], target: Target<Options>, format: BatchFormat): FormattedRequest;
}

/** One event in a batch. */
export interface BatchItem {
  readonly text: string;
  /** Absent where every template gave its text. */
  readonly faults?: readonly TextFault[];
}

/** The ways in which an adapter continues the message of a job. */
export interface Conversations {
  readonly modes: readonly Exclude<ConversationMode, 'each'>[];
  /** Mode of endpoints on the platform's own host that name none; `each` where the other ways need something of the operator's. */
  readonly default: ConversationMode;
  /** Name of a message as `judge` reads it, made up: that of the message which a preview continues. */
  readonly example: MessageRef;
}

/** The mentions that an endpoint may have in messages of failures. */
export interface Mentions {
  /** Matches one mention as the platform writes it, and nothing around it. */
  readonly pattern: RegExp;
  /** Accepted forms, for people: `<!here>, <@U0123> for a member`. */
  readonly accepted: string;
}

/** Meaning of a failure, and the remedy: two sentences. */
export type Explained = readonly [summary: string, nextStep: string];

/** The next step after a failure that passes, without its full stop: true of a delivery that is retried, and of one whose retries are used up. */
export const LATER_RETRY = 'A later retry may succeed';

/** The next step where the target refuses a message that the gateway has built wrongly. */
export const REPORT_DELIVERY = 'Report the delivery: the gateway should not send such a message.';

/** An address that people mistake for a URL that takes deliveries. */
export interface LookAlike {
  /** Matched against the host without a final dot; any host where absent. */
  readonly host?: RegExp;
  /** Matched against the path; any path where absent. */
  readonly path?: RegExp;
  /** Matched against the query with its `?`; any query where absent. */
  readonly query?: RegExp;
  /** Matched against the fragment with its `#`, by which pages of web clients are addressed; any where absent. */
  readonly hash?: RegExp;
  /** A whole sentence: what the address is, and what to do. */
  readonly says: string;
  /** True where the address can never take a delivery: it is refused. Otherwise the sentence is a warning. */
  readonly refuses?: true;
}

/** An event that feeds preview, docs and the conformance suite. */
export interface Sample {
  readonly name: string;
  readonly event: GatewayEvent;
}

/**
 * The glue between an event and one kind of target. Pure: no clock, no network, no randomness; the same event and
 * target give the same bytes, so a message can be previewed without being sent and replayed as it was.
 */
export interface Adapter<Options extends object = object> {
  /** Lower-case word, also the URL prefix that names it outright (`slack+https://…`). */
  readonly type: string;
  readonly about: About;
  /** True where the target verifies signatures: it gets signature headers and the custom headers. */
  readonly signed: boolean;
  /** True for the one adapter that takes every URL which no other adapter recognises. */
  readonly fallback: boolean;
  /** The setting that forms its bodies: `message` where people read them, `payload` where an application does. */
  readonly presents: 'message' | 'payload';
  /**
   * Whether one message may tell of many events (`webhook.digest`). Absent: where people read them; false where an alert opens or closes by
   * each of them.
   */
  readonly gathers?: boolean;
  /** Absent where the platform has no mentions. */
  readonly mentions?: Mentions;
  /**
   * Use that the adapter makes of `Target.conversation`: `live` where it edits a message (and announces edits), `thread` where it replies to
   * one. Its `judge` names the first message by `ref` then. Absent: every event becomes a message of its own.
   */
  readonly conversations?: Conversations;
  /**
   * Schemes of its addresses beside http and https, with the colon: `smtp:`. Such an address is parsed as a URL too, and is tried with
   * `detect` of the adapters that name its scheme alone.
   */
  readonly schemes?: readonly string[];
  /** Version of its messages, raised when its layout, a built-in event type or the evaluation of templates changes; from 1. */
  readonly version: number;
  /** Recognises the platform's own URLs; the fallback recognises every http(s) URL. */
  detect(url: URL): Detection;
  /** Checks and normalises a URL that was named outright by prefix, on whatever host. */
  accept(url: URL): Exclude<Detection, null>;
  /** The URL as logs, API and console show it: without what is secret in it. */
  mask(url: URL): string;
  /** The same for the caller who gave the URL just now; as `mask` where absent. */
  maskGiven?(url: URL): string;
  /** Addresses that people paste in the place of this target's URL, in the order they are tried. */
  readonly lookAlikes?: readonly LookAlike[];
  /** A class-validator class. Properties without `@IsOptional` are required of every endpoint. */
  readonly Options: new () => Options;
  /** The options that a URL sets, by property; those given beside it win. They are part of the endpoint's options. */
  fromUrl?(url: URL): Partial<Options>;
  /** Finds options that contradict the URL, or are missing in both; empty where there are none. */
  conflicts?(url: URL, options: Options): readonly OptionConflict[];
  /**
   * Names of those options that are secrets, as the API names them (`api_key`). Their values are encrypted in the store, and masked in
   * whatever is shown or recorded of a request and its answer, wherever `format` has put them.
   */
  readonly secretOptions: readonly string[];
  /** The platform's limits, by name, in the units of its documents. */
  readonly limits: Readonly<Record<string, number>>;
  /** True where `judge` needs the body; else the status line and the headers decide. */
  readonly needsBody: boolean;
  /** Initial rate limits on the platform's own host, all of which hold; empty where the platform documents none. */
  readonly rateLimits: readonly RateLimit[];
  /** Rate limit of endpoints that set none, where it is below the gateway's: what servers on anybody's host take unless their operators change it. */
  readonly usualRate?: RateLimit;
  /** Most requests that the platform takes at once, on its own host; absent where it documents none. */
  readonly maxConcurrency?: number;
  /** Default of endpoints: where people read along, a job's messages come in order. */
  readonly ordering: Ordering;
  /** Never throws on any event: absurd data gives a plain, valid message. */
  format(event: GatewayEvent, target: Target<Options>): FormattedRequest;
  /** Batches of the adapter; absent: each event has a request of its own. */
  readonly batches?: Batches<Options>;
  /** Requests of the platform's server about presses of native buttons; absent where it makes none. */
  readonly presses?: PressRequests;
  /** Native buttons that the gateway hears of; absent where the platform has none. */
  readonly buttons?: HeardButtons<Options>;
  /** The request for permission that comes before the first delivery; null or absent where none is asked for. */
  handshake?(target: Target<Options>): Handshake | null;
  /** Total over every status and body. */
  judge(response: TargetResponse): Outcome;
  /** Explanations by the codes that only this target's outcomes have (`no_service`); codes of HTTP are explained for all. */
  readonly explanations: Readonly<Record<string, Explained>>;
  /** Returns how much of the limits the body of a message takes. */
  usage(body: string): readonly Usage[];
}
