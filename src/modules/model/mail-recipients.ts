/** A recipient that a mail server refused or put off, by its reply to the address. */
export interface RefusedRecipient {
  /** Address alone: `team@example.com`. */
  readonly address: string;
  /** The whole reply: `450 4.2.0 Mailbox busy`. */
  readonly reply: string;
}

/** The answers of a mail server for each recipient of a message. */
export interface MailRecipients {
  /** Number of those it took the message for. */
  readonly taken: number;
  readonly refused: readonly RefusedRecipient[];
}
