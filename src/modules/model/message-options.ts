export const DETAILS = ['compact', 'standard', 'full'] as const;
/** The length of a message: 4 to 6 lines on a phone, those with message, timeline and some fields, or all fields. */
export type Detail = (typeof DETAILS)[number];

/** The choice among the fields of an event's data, by name. */
export interface FieldChoice {
  /** Only these, in this order; null: all. */
  readonly show: readonly string[] | null;
  readonly hide: readonly string[];
  /** Fields that come first, in this order. */
  readonly order: readonly string[];
  /** Labels by field name, in place of the name in words. */
  readonly labels: Readonly<Record<string, string>>;
}

/** The presentation of an endpoint's messages, the same for every chat and mail target. The four texts are templates. */
export interface MessageOptions {
  readonly detail: Detail;
  /** Templates; null: the text of the event type. */
  readonly title: string | null;
  readonly subject: string | null;
  readonly body: string | null;
  readonly cause: string | null;
  readonly fields: FieldChoice;
  /** IANA time zone, for times that the platform does not show in the reader's own: `Europe/Berlin`. */
  readonly zone: string;
  /** BCP 47 language tag of numbers, dates and names of countries: `en-GB`. */
  readonly locale: string;
  /** The one mention in messages of failures, as the platform writes it (`<!here>`, `<@&123>`); null: none. */
  readonly mentionOnFailure: string | null;
  /** Names of the only actions that messages offer; null: all. */
  readonly actions: readonly string[] | null;
}

/** The addresses to which messages lead. */
export interface Links {
  /** Base URL of the console without a final slash, `https://hooks.example/base`; null: messages have no console links. */
  readonly console: string | null;
  /** Template of a job's page in the job server's own interface; null: none. */
  readonly job: string | null;
}

export const DEFAULT_MESSAGE: MessageOptions = {
  detail: 'compact',
  title: null,
  subject: null,
  body: null,
  cause: null,
  fields: { show: null, hide: [], order: [], labels: {} },
  zone: 'UTC',
  locale: 'en',
  mentionOnFailure: null,
  actions: null,
};

export const NO_LINKS: Links = { console: null, job: null };
