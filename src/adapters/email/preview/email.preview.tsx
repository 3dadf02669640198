import './email.css';
import { createElement, type CSSProperties, type ReactElement, type ReactNode } from 'react';

interface MailBody {
  readonly from?: string;
  readonly to?: readonly string[];
  readonly cc?: readonly string[];
  readonly subject?: string;
  readonly html?: string;
}

interface PreviewProps {
  /** The body of the request, as JSON. */
  readonly message: object;
  readonly scheme: 'light' | 'dark';
}

/** Elements that messages are made of; of others the text alone is drawn. */
const TAGS: ReadonlySet<string> = new Set([
  'table',
  'tbody',
  'tr',
  'td',
  'div',
  'span',
  'pre',
  'strong',
  'br',
  'a',
]);

/** Draws the message as a mail program does. */
// oxlint-disable-next-line import/no-default-export -- React.lazy takes a default export
export default function EmailPreview({ message, scheme }: PreviewProps): ReactElement {
  const { from = '', to = [], cc = [], subject = '', html = '' } = message as MailBody;
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  return (
    <figure className="email" data-scheme={scheme} aria-label="The mail">
      <div className="email-head">
        <div className="email-subject">{subject}</div>
        <div className="email-people">
          {from} → {to.join(', ')}
          {cc.length > 0 && `\u{a0}· copy to ${cc.join(', ')}`}
        </div>
      </div>
      <div className="email-body">{childrenOf(body)}</div>
    </figure>
  );
}

function childrenOf(node: Node): readonly ReactNode[] {
  return [...node.childNodes].map((child, index) => drawn(child, index));
}

/** Makes React's elements of a message's, so that nothing of it is taken for a program. */
function drawn(node: Node, key: number): ReactNode {
  if (!(node instanceof Element)) return node.nodeType === Node.TEXT_NODE ? node.textContent : null;
  const tag = node.tagName.toLowerCase();
  if (!TAGS.has(tag)) return <span key={key}>{node.textContent}</span>;
  if (tag === 'br') return <br key={key} />;
  const style = styleOf(node.getAttribute('style') ?? '');
  const href = node.getAttribute('href') ?? '';
  const link = tag === 'a' ? { href: webOnly(href), target: '_blank', rel: 'noreferrer' } : {};
  const role = tag === 'table' ? { role: 'presentation' } : {};
  return createElement(tag, { key, style, ...role, ...link }, ...childrenOf(node));
}

function styleOf(text: string): CSSProperties {
  const pairs = text
    .split(';')
    .map((rule) => rule.split(':'))
    .filter(([name, value]) => name && value)
    .map(([name = '', value = '']) => [
      name.trim().replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      value.trim(),
    ]);
  return Object.fromEntries(pairs) as CSSProperties;
}

/** Keeps addresses of the web; others lead nowhere. */
function webOnly(url: string): string | undefined {
  return /^https?:\/\//.test(url) ? url : undefined;
}
