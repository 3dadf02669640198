import './teams.css';
import type { ReactElement, ReactNode } from 'react';

interface Run {
  readonly text: string;
  readonly weight?: string;
  readonly size?: string;
  readonly isSubtle?: boolean;
  readonly fontType?: string;
  readonly selectAction?: { readonly url: string };
}

interface Element {
  readonly type: string;
  readonly style?: string;
  readonly items?: readonly Element[];
  readonly inlines?: readonly Run[];
  readonly columns?: readonly Element[];
  readonly facts?: readonly { readonly title: string; readonly value: string }[];
  readonly url?: string;
}

interface Card {
  readonly body?: readonly Element[];
  readonly actions?: readonly { readonly title: string; readonly url: string }[];
}

interface PreviewProps {
  /** The body of the request, as JSON. */
  readonly message: object;
  readonly scheme: 'light' | 'dark';
}

/** Draws the message as Teams does. */
// oxlint-disable-next-line import/no-default-export -- React.lazy takes a default export
export default function TeamsPreview({ message, scheme }: PreviewProps): ReactElement {
  const { attachments = [] } = message as { readonly attachments?: readonly { readonly content?: Card }[] };
  const { body = [], actions = [] } = attachments[0]?.content ?? {};
  return (
    <figure className="teams" data-scheme={scheme} aria-label="The message in Microsoft Teams">
      <div className="teams-name">
        Workflows <span>· posted by a Workflow</span>
      </div>
      <div className="teams-card">
        {body.map((element, index) => (
          <Shown key={index} element={element} />
        ))}
        {actions.length > 0 && (
          <div className="teams-actions">
            {actions.map(({ title, url }, index) => (
              <Linked key={index} url={url}>
                {title}
              </Linked>
            ))}
          </div>
        )}
      </div>
    </figure>
  );
}

function Shown({ element }: { readonly element: Element }): ReactElement | null {
  const { type, style = 'default', items = [], inlines = [], columns = [], facts = [], url } = element;
  switch (type) {
    case 'Container':
      return isCode(items) ? (
        <pre className="teams-code">{items.map(lineOf).join('\n')}</pre>
      ) : (
        <div className={`teams-container teams-${style}`}>
          <All elements={items} />
        </div>
      );
    case 'RichTextBlock':
      return (
        <div className="teams-text">
          {inlines.map((run, index) => (
            <Stretch key={index} run={run} />
          ))}
        </div>
      );
    case 'ColumnSet':
      return (
        <div className="teams-columns">
          {columns.map((column, index) => (
            <div key={index} className="teams-column">
              <All elements={column.items ?? []} />
            </div>
          ))}
        </div>
      );
    case 'Image':
      return <div className="teams-picture" role="img" aria-label={`Picture: ${url}`} title={url} />;
    case 'FactSet':
      return <Facts facts={facts} />;
    default:
      return null;
  }
}

function All({ elements }: { readonly elements: readonly Element[] }): ReactElement {
  return (
    <>
      {elements.map((element, index) => (
        <Shown key={index} element={element} />
      ))}
    </>
  );
}

function Facts({ facts }: { readonly facts: NonNullable<Element['facts']> }): ReactElement {
  return (
    <dl className="teams-facts">
      {facts.map(({ title, value }, index) => (
        <div key={index}>
          <dt>{unescaped(title)}</dt>
          <dd>{unescaped(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Stretch({ run }: { readonly run: Run }): ReactElement {
  const { text, weight, size, isSubtle, fontType, selectAction } = run;
  const names = [
    weight === 'Bolder' ? 'teams-bold' : '',
    size === 'Medium' ? 'teams-medium' : size === 'Small' ? 'teams-small' : '',
    isSubtle ? 'teams-subtle' : '',
    fontType === 'Monospace' ? 'teams-mono' : '',
  ];
  const shown = <span className={names.filter(Boolean).join(' ')}>{text}</span>;
  return selectAction ? <Linked url={selectAction.url}>{shown}</Linked> : shown;
}

function Linked({ url, children }: { readonly url: string; readonly children: ReactNode }): ReactElement {
  const href = /^https?:\/\//.test(url) ? url : undefined;
  return (
    <a href={href} target="_blank" rel="noreferrer">
      {children}
    </a>
  );
}

/** True for lines of a fixed width, which stand together as one box. */
function isCode(items: readonly Element[]): boolean {
  return (
    items.length > 0 &&
    items.every(({ inlines = [] }) =>
      inlines.every(({ fontType, size }) => fontType === 'Monospace' && size === 'Small'),
    )
  );
}

function lineOf({ inlines = [] }: Element): string {
  return inlines.map(({ text }) => text).join('');
}

/** Takes the backslashes of Markdown's escapes out. */
function unescaped(markdown: string): string {
  return markdown.replace(/\\([\\*_[\]~`<&])/g, '$1');
}
