/** Security of a connection to a mail server: TLS by STARTTLS, TLS from the first byte, or none. */
export const MAIL_SECURITIES = ['starttls', 'tls', 'none'] as const;
export type MailSecurity = (typeof MAIL_SECURITIES)[number];

/** Route and credentials of a mail server. Secret: never shown nor stored. */
export interface MailRoute {
  readonly security: MailSecurity;
  /** Name by which the gateway greets the server. */
  readonly greeting: string;
  /** Null: the server wants none. */
  readonly login: { readonly user: string; readonly password: string } | null;
  /** Key that signs the message (DKIM, RFC 6376); null: none does. */
  readonly dkim: DkimKey | null;
  /** Recipients of the message that this request goes to, addresses alone; absent: all. */
  readonly recipients?: readonly string[];
}

/** A DKIM key as its domain publishes it. */
export interface DkimKey {
  readonly domainName: string;
  readonly keySelector: string;
  /** PEM: a secret. */
  readonly privateKey: string;
}
