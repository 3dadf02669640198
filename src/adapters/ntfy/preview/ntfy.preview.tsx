import './ntfy.css';
import type { ReactElement } from 'react';

interface NtfyBody {
  readonly topic?: string;
  readonly title?: string;
  readonly message?: string;
  readonly priority?: number;
  readonly tags?: readonly string[];
  readonly attach?: string;
  readonly actions?: readonly { readonly label: string; readonly url: string }[];
}

interface PreviewProps {
  /** The body of the request, as JSON. */
  readonly message: object;
  readonly scheme: 'light' | 'dark';
}

const PRIORITIES: Readonly<Record<number, string>> = { 1: 'Min', 2: 'Low', 4: 'High', 5: 'Max' };

/** Draws the message as the app of ntfy lists it. */
// oxlint-disable-next-line import/no-default-export -- React.lazy takes a default export
export default function NtfyPreview({ message, scheme }: PreviewProps): ReactElement {
  const {
    title = '',
    message: text = '',
    priority = 3,
    tags = [],
    attach,
    actions = [],
  } = message as NtfyBody;
  const level = PRIORITIES[priority];
  return (
    <figure className="ntfy" data-scheme={scheme} aria-label="The message in ntfy">
      <div className="ntfy-card">
        <div className="ntfy-head">
          <span>now</span>
          {level && (
            <span className="ntfy-priority" data-priority={priority}>
              {level} priority
            </span>
          )}
        </div>
        <div className="ntfy-title">{title}</div>
        {text.split('\n\n').map((paragraph, at) => (
          <div key={at} className="ntfy-text">
            {paragraph}
          </div>
        ))}
        {attach && (
          <div className="ntfy-picture" role="img" aria-label={`Picture: ${attach}`} title={attach} />
        )}
        {tags.length > 0 && <div className="ntfy-tags">Tags: {tags.join(', ')}</div>}
        <Actions actions={actions} />
      </div>
    </figure>
  );
}

function Actions({ actions }: { readonly actions: NonNullable<NtfyBody['actions']> }): ReactElement | null {
  if (actions.length === 0) return null;
  return (
    <div className="ntfy-actions">
      {actions.map(({ label, url }, at) => (
        <a key={at} href={/^https?:\/\//.test(url) ? url : undefined} target="_blank" rel="noreferrer">
          {label}
        </a>
      ))}
    </div>
  );
}
