import { LATER_RETRY, type Explained } from '../adapter.js';

const PASSING = `${LATER_RETRY}; if none does, ask the operator of the mail server.`;

/** Explanations of replies of mail servers for people. */
export const EMAIL_EXPLANATIONS: Readonly<Record<string, Explained>> = {
  mail_login_refused: [
    'The mail server does not accept user name and password, or wants some.',
    'Check the options user and password of the endpoint; some providers want a password of its own for programs.',
  ],
  mail_recipient_refused: [
    'The mail server does not take messages for a recipient.',
    'Check the addresses in to and cc of the endpoint.',
  ],
  mail_sender_refused: [
    'The mail server does not take messages from this sender.',
    'Check the address in from: many servers take only those of the account.',
  ],
  mail_put_off: [
    'The mail server took the message for some recipients, and puts the others off.',
    'Only those that were put off are tried again; the note of the attempt names them with the reasons.',
  ],
  mail_box_full: [
    'The mailbox of a recipient is full.',
    'Let the recipient make room, then redeliver; or change to and cc of the endpoint.',
  ],
  mail_content_refused: [
    'The mail server does not take the message in this form.',
    'Ask the operator of the mail server; the reply says more.',
  ],
  mail_too_large: ['The message is too large for the mail server.', 'Ask the operator of the mail server.'],
  mail_policy: [
    'The mail server refuses the message by a rule of its own.',
    'Check SPF, DKIM and DMARC of the sender’s domain, whether the address of the gateway stands on a list of blocked senders, and whether the server passes mail on to the recipients.',
  ],
  SMTP_421: ['The mail server takes no more connections for now.', PASSING],
  SMTP_450: ['The mail server puts the message off.', PASSING],
  SMTP_451: ['The mail server could not process the message for now.', PASSING],
  SMTP_452: ['The mail server lacks storage, or takes fewer recipients at once.', PASSING],
  SMTP_550: [
    'The mail server refuses the message.',
    'Its reply says more; compare from, to and the server’s rules.',
  ],
  SMTP_554: [
    'The mail server refuses the message.',
    'Its reply says more; ask the operator of the mail server.',
  ],
};
