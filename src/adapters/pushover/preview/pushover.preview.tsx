import './pushover.css';
import type { ReactElement } from 'react';
import { stretchesOf, type Stretch } from './pushover-html.ts';

interface PushoverBody {
  readonly title?: string;
  readonly message?: string;
  readonly priority?: number;
  /** Unix s. */
  readonly timestamp?: number;
  readonly url?: string;
  readonly url_title?: string;
}

interface PreviewProps {
  /** The body of the request, as JSON. */
  readonly message: object;
  readonly scheme: 'light' | 'dark';
}

const PRIORITIES: Readonly<Record<number, string>> = {
  [-2]: 'Lowest priority',
  [-1]: 'Low priority',
  1: 'High priority',
  2: 'Emergency: repeats until acknowledged',
};

/** Draws the message as the app of Pushover shows it. */
// oxlint-disable-next-line import/no-default-export -- React.lazy takes a default export
export default function PushoverPreview({ message, scheme }: PreviewProps): ReactElement {
  const { title = '', message: text = '', priority = 0, timestamp, ...link } = message as PushoverBody;
  const level = PRIORITIES[priority];
  return (
    <figure className="pushover" data-scheme={scheme} aria-label="The message in Pushover">
      <div className="pushover-card" data-priority={priority}>
        <div className="pushover-soft">
          {timestamp !== undefined && new Date(timestamp * 1000).toLocaleString()}
          {level && <span className="pushover-level">{level}</span>}
        </div>
        <div className="pushover-title">{title}</div>
        {text.split('\n\n').map((paragraph, at) => (
          <div key={at} className="pushover-text">
            {stretchesOf(paragraph).map((stretch, index) => (
              <Part key={index} stretch={stretch} />
            ))}
          </div>
        ))}
        {link.url && (
          <a className="pushover-link" href={webOnly(link.url)} target="_blank" rel="noreferrer">
            {link.url_title ?? link.url}
          </a>
        )}
      </div>
    </figure>
  );
}

function Part({ stretch: { text, isBold, url } }: { readonly stretch: Stretch }): ReactElement {
  if (url !== '') {
    return (
      <a href={webOnly(url)} target="_blank" rel="noreferrer">
        {text}
      </a>
    );
  }
  return isBold ? <strong>{text}</strong> : <>{text}</>;
}

/** Keeps addresses of the web; others lead nowhere. */
function webOnly(url: string): string | undefined {
  return /^https?:\/\//.test(url) ? url : undefined;
}
