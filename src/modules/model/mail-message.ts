/** A message for a mail server. All texts are single lines but `text` and `html`. */
export interface MailMessage {
  /** Addresses, each with or without a name: `StreamGank <jobs@example.com>`. */
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly replyTo: string | null;
  readonly subject: string;
  /** Plain text. */
  readonly text: string;
  readonly html: string;
  /** With angle brackets, the same for every attempt: `<id@host>`. */
  readonly messageId: string;
  /** The message that mail programs show this one under; null: none. */
  readonly inReplyTo: string | null;
  /** ISO 8601. */
  readonly date: string;
  /** Further headers by name. */
  readonly headers: Readonly<Record<string, string>>;
}
