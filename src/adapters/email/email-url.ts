import type { Detection, OptionConflict } from '../adapter.js';
import type { MailSecurity } from '../../modules/model/mail-route.js';
import { addressesOf, type EmailOptions } from './email-options.js';

/** Schemes of mail servers. */
export const SCHEMES = ['smtp:', 'smtps:'] as const;
/** Parts of the query, by the options they set. */
const PARTS = { from: 'from', to: 'to', cc: 'cc', reply_to: 'replyTo' } as const;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Recognises the address of a mail server by its scheme, which no other target has. */
export function detectEmail(url: URL): Detection {
  return (SCHEMES as readonly string[]).includes(url.protocol) ? acceptEmail(url) : null;
}

/** Normalises the address: the host as addresses of the web are written, and of the query only what says who writes to whom. */
export function acceptEmail(url: URL): Exclude<Detection, null> {
  const web = URL.parse(`http://${url.host}`);
  if (!web) return { refused: 'The mail server has no valid host: expected smtp://mail.example.com:587.' };
  const port = url.port === '' ? '' : `:${url.port}`;
  const kept = [...url.searchParams].filter(([name]) => name in PARTS);
  const query = new URLSearchParams(kept).toString();
  const href = `${url.protocol}//${web.hostname}${port}${query ? `?${query}` : ''}`;
  const dropped = [...url.searchParams.keys()].filter((name) => !(name in PARTS));
  if (dropped.length === 0) return { url: href };
  const names = [...new Set(dropped)].map((name) => name.slice(0, 40)).join(', ');
  return { url: href, warnings: [`Left out of the address: ${names}. Set it as an option of the endpoint.`] };
}

/** Reads the options that the address sets. */
export function optionsOfUrl({ searchParams }: URL): Partial<EmailOptions> {
  const set = Object.entries(PARTS).flatMap(([name, option]) => {
    const value = searchParams.getAll(name).filter(Boolean).join(', ');
    return value ? [[option, value] as const] : [];
  });
  return Object.fromEntries(set);
}

/** Returns how the connection is secured: as the option says, else by the scheme. */
export function securityOf({ protocol }: Pick<URL, 'protocol'>, { security }: EmailOptions): MailSecurity {
  return security ?? (protocol === 'smtps:' ? 'tls' : 'starttls');
}

/** Finds what is missing, and what contradicts itself. */
export function emailConflicts(url: URL, options: EmailOptions): readonly OptionConflict[] {
  const { from, to, user, password, dkimDomain, dkimSelector, dkimKey } = options;
  const security = securityOf(url, options);
  const dkim = [dkimDomain, dkimSelector, dkimKey].filter((part) => part !== undefined).length;
  const found: (OptionConflict | false)[] = [
    from === undefined && { option: 'from', message: 'from is required, here or in the address (?from=…)' },
    addressesOf(to).length === 0 && {
      option: 'to',
      message: 'to is required, here or in the address (?to=…)',
    },
    user !== undefined &&
      password === undefined && { option: 'password', message: 'password is required with user' },
    password !== undefined &&
      user === undefined && { option: 'user', message: 'user is required with password' },
    security === 'none' &&
      !LOOPBACK.test(url.hostname) && {
        option: 'security',
        message:
          'security is none, which is accepted for a mail server on this machine alone: use starttls or tls',
      },
    url.protocol === 'smtps:' &&
      security !== 'tls' && {
        option: 'security',
        message: 'security must be tls where the address is smtps://',
      },
    dkim > 0 &&
      dkim < 3 && {
        option: 'dkimKey',
        message: 'dkimDomain, dkimSelector and dkimKey belong together: set all three or none',
      },
  ];
  return found.filter((conflict) => conflict !== false);
}

/** Shows the whole address: credentials are options, and never stand in it. */
export function maskEmail(url: URL): string {
  return url.href;
}
