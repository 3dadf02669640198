import { domainToASCII } from 'node:url';
import { IsBoolean, IsIn, IsOptional, Length, Matches, MaxLength } from 'class-validator';
import { MAIL_SECURITIES, type MailSecurity } from '../../modules/model/mail-route.js';

/** One address, with or without a name: `jobs@example.com`, `StreamGank <jobs@example.com>`. */
const ADDRESS = String.raw`(?:[^\s<>@,;:"\\\p{Cc}][^<>@,;:"\\\p{Cc}]{0,79}<)?[^\s<>@,;:"\\\p{Cc}]{1,64}@[^\s<>@,;:"\\\p{Cc}]{1,253}>?`;
const ONE = new RegExp(`^${ADDRESS}$`, 'u');
const SOME = new RegExp(`^${ADDRESS}(?: ?, ?${ADDRESS}){0,19}$`, 'u');
const ACCEPTED = 'as jobs@example.com or StreamGank <jobs@example.com>';

/** Options of a mail endpoint. Sender and recipients may stand in the URL too. */
export class EmailOptions {
  /** Address of the sender. Required, here or as `from` of the URL. */
  @IsOptional()
  @MaxLength(400)
  @Matches(ONE, { message: `from must be one address, ${ACCEPTED}` })
  from?: string;

  /** Addresses of the recipients, separated by commas, at most 20. Required, here or as `to` of the URL. */
  @IsOptional()
  @MaxLength(4000)
  @Matches(SOME, { message: `to must be 1 to 20 addresses separated by commas, each ${ACCEPTED}` })
  to?: string;

  /** Addresses of those who get a copy, separated by commas, at most 20. */
  @IsOptional()
  @MaxLength(4000)
  @Matches(SOME, { message: `cc must be 1 to 20 addresses separated by commas, each ${ACCEPTED}` })
  cc?: string;

  /** Address for replies. */
  @IsOptional()
  @MaxLength(400)
  @Matches(ONE, { message: `replyTo must be one address, ${ACCEPTED}` })
  replyTo?: string;

  /** Text before each subject: `[staging]`. */
  @IsOptional()
  @Length(1, 40)
  @Matches(/^[^\p{Cc}]*\S[^\p{Cc}]*$/u, { message: 'subjectPrefix must be one line that is not blank' })
  subjectPrefix?: string;

  /** True: all mails of a job have its subject alone, so that Gmail gathers them; the text beside it begins with the outcome. */
  @IsOptional()
  @IsBoolean()
  oneSubject?: boolean;

  /** Security of the connection: `starttls` (default of smtp://), `tls` (of smtps://), or `none` on this machine alone. */
  @IsOptional()
  @IsIn(MAIL_SECURITIES, { message: `security must be one of: ${MAIL_SECURITIES.join(', ')}` })
  security?: MailSecurity;

  /** Name of the account at the mail server. */
  @IsOptional()
  @Length(1, 320)
  user?: string;

  /** Password of the account. */
  @IsOptional()
  @Length(1, 1000)
  password?: string;

  /** Domain whose DKIM key signs the messages. */
  @IsOptional()
  @Matches(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i, { message: 'dkimDomain must be a domain, as example.com' })
  @MaxLength(253)
  dkimDomain?: string;

  /** Selector of that key. */
  @IsOptional()
  @Matches(/^[a-z0-9.-]{1,100}$/i, { message: 'dkimSelector must be the name before ._domainkey' })
  dkimSelector?: string;

  /** The private key, PEM. */
  @IsOptional()
  @MaxLength(8000)
  @Matches(/^-----BEGIN [A-Z ]*PRIVATE KEY-----/, { message: 'dkimKey must be a private key in PEM' })
  dkimKey?: string;
}

/** Splits addresses that are separated by commas. */
export function addressesOf(list: string | undefined): string[] {
  return (list ?? '')
    .split(',')
    .map((address) => address.trim())
    .filter((address) => address !== '');
}

/**
 * Keeps those addresses that the endpoint still has as recipients. None are left where none were given, or where the endpoint has others by
 * now: then the message goes to all.
 */
export function stillMeant(
  { to, cc }: Pick<EmailOptions, 'to' | 'cc'>,
  addresses: readonly string[] = [],
): readonly string[] {
  const meant = new Set([...addressesOf(to), ...addressesOf(cc)].map(comparable));
  return addresses.filter((address) => meant.has(comparable(address)));
}

/** Writes an address as a mail server is told it: without a name, its domain in ASCII. */
function comparable(address: string): string {
  const [, local = '', domain = ''] = /([^\s<>]+)@([^\s<>]+?)>?$/.exec(address.trim()) ?? [];
  return `${local}@${domainToASCII(domain) || domain}`.toLowerCase();
}

/** Returns the domain of an address, for ids of messages; `localhost` where it has none that can stand there. */
export function domainOf(address: string | undefined): string {
  return /@([a-z0-9.-]{1,253})>?$/i.exec(address ?? '')?.[1]?.toLowerCase() ?? 'localhost';
}
