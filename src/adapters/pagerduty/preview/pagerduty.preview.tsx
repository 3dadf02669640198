import './pagerduty.css';
import type { ReactElement } from 'react';

interface PagerDutyBody {
  readonly event_action?: string;
  readonly dedup_key?: string;
  readonly client?: string;
  readonly client_url?: string;
  readonly payload?: {
    readonly summary?: string;
    readonly source?: string;
    readonly severity?: string;
    readonly timestamp?: string;
    readonly component?: string;
    readonly group?: string;
    readonly custom_details?: Readonly<Record<string, string>>;
  };
  readonly links?: readonly { readonly href: string; readonly text: string }[];
  readonly images?: readonly { readonly src: string; readonly alt: string }[];
}

interface PreviewProps {
  /** The body of the request, as JSON. */
  readonly message: object;
  readonly scheme: 'light' | 'dark';
}

/** Draws the event as PagerDuty shows the alert, or says what becomes of the alert of the job. */
// oxlint-disable-next-line import/no-default-export -- React.lazy takes a default export
export default function PagerDutyPreview({ message, scheme }: PreviewProps): ReactElement {
  const event = message as PagerDutyBody;
  return (
    <figure className="pagerduty" data-scheme={scheme} aria-label="The alert in PagerDuty">
      {event.payload ? <Alert event={event} payload={event.payload} /> : <Step event={event} />}
    </figure>
  );
}

function Step({
  event: { event_action: action, dedup_key: key },
}: {
  readonly event: PagerDutyBody;
}): ReactElement {
  const isEnd = action === 'resolve';
  return (
    <div className="pagerduty-card" data-severity={isEnd ? 'none' : 'info'}>
      <div className="pagerduty-head">
        <span className="pagerduty-chip">{isEnd ? 'Resolved' : 'Acknowledged'}</span>
      </div>
      <div>{isEnd ? 'Resolves' : 'Acknowledges'} the open alert with this key, if there is one:</div>
      <code>{key}</code>
    </div>
  );
}

interface AlertProps {
  readonly event: PagerDutyBody;
  readonly payload: NonNullable<PagerDutyBody['payload']>;
}

function Alert({ event, payload }: AlertProps): ReactElement {
  const { client, client_url: page, links = [], images = [] } = event;
  const { summary, source, severity = 'error', timestamp, component, group, custom_details = {} } = payload;
  const origin = [source, group, component].filter(Boolean).join('\u{a0}· ');
  return (
    <div className="pagerduty-card" data-severity={severity}>
      <div className="pagerduty-head">
        <span className="pagerduty-chip">{severity}</span>
        <span>{origin}</span>
        {timestamp && <span>{new Date(timestamp).toLocaleString()}</span>}
      </div>
      <div className="pagerduty-summary">{summary}</div>
      {page && <Outside href={page} text={`View in ${client ?? 'the client'}`} />}
      {images.map(({ src, alt }) => (
        <div key={src} className="pagerduty-picture" role="img" aria-label={alt} title={alt} />
      ))}
      <dl className="pagerduty-details">
        {Object.entries(custom_details).map(([label, text]) => (
          <Detail key={label} label={label} text={text} />
        ))}
      </dl>
      {links.length > 0 && (
        <div className="pagerduty-links">
          {links.map(({ href, text }) => (
            <Outside key={href} href={href} text={text} />
          ))}
        </div>
      )}
    </div>
  );
}

function Detail({ label, text }: { readonly label: string; readonly text: string }): ReactElement {
  return (
    <>
      <dt>{label}</dt>
      <dd>
        <pre className="pagerduty-text">{text}</pre>
      </dd>
    </>
  );
}

/** A link; addresses other than those of the web lead nowhere. */
function Outside({ href, text }: { readonly href: string; readonly text: string }): ReactElement {
  return (
    <a href={/^https?:\/\//.test(href) ? href : undefined} target="_blank" rel="noreferrer">
      {text}
    </a>
  );
}
