import './discord.css';
import type { ReactElement } from 'react';
import { Markdown } from './markdown.tsx';

interface Embed {
  readonly title?: string;
  readonly url?: string;
  readonly description?: string;
  readonly color?: number;
  readonly fields?: readonly { readonly name: string; readonly value: string; readonly inline?: boolean }[];
  readonly footer?: { readonly text: string };
  readonly timestamp?: string;
  readonly thumbnail?: { readonly url: string };
}

interface DiscordBody {
  readonly username?: string;
  readonly content?: string;
  readonly embeds?: readonly Embed[];
  readonly components?: readonly {
    readonly components: readonly { readonly label: string; readonly url: string }[];
  }[];
}

interface PreviewProps {
  /** The body of the request, as JSON. */
  readonly message: object;
  readonly scheme: 'light' | 'dark';
  /** Address of the sender's picture. */
  readonly icon: string;
}

/** Draws the message as Discord does. */
// oxlint-disable-next-line import/no-default-export -- React.lazy takes a default export
export default function DiscordPreview({ message, scheme, icon }: PreviewProps): ReactElement {
  const { username = 'Webhook', content = '', embeds = [], components = [] } = message as DiscordBody;
  return (
    <figure className="discord" data-scheme={scheme} aria-label="The message in Discord">
      <img className="discord-avatar" src={icon} alt="" width={40} height={40} />
      <div style={{ flex: 1, minWidth: 0 }}>
        <div className="discord-name">
          {username} <span className="discord-app">APP</span>
        </div>
        {content !== '' && <Markdown text={content} />}
        {embeds.map((embed, index) => (
          <EmbedCard key={index} embed={embed} />
        ))}
        {components.map((row, index) => (
          <div key={index} className="discord-buttons">
            {row.components.map(({ label, url }, at) => (
              <a key={at} href={/^https?:\/\//.test(url) ? url : undefined} target="_blank" rel="noreferrer">
                {label}
              </a>
            ))}
          </div>
        ))}
      </div>
    </figure>
  );
}

function EmbedCard({ embed }: { readonly embed: Embed }): ReactElement {
  const { description, color = 0x8a94a6, fields = [], thumbnail } = embed;
  return (
    <div className="discord-embed" style={{ borderLeftColor: `#${color.toString(16).padStart(6, '0')}` }}>
      <div className="discord-main">
        <Title embed={embed} />
        {description !== undefined && (
          <div className="discord-description">
            <Markdown text={description} />
          </div>
        )}
        {fields.length > 0 && <Fields fields={fields} />}
      </div>
      {thumbnail && (
        <div
          className="discord-thumb"
          role="img"
          aria-label={`Picture: ${thumbnail.url}`}
          title={thumbnail.url}
        />
      )}
      <Footer embed={embed} />
    </div>
  );
}

function Title({ embed: { title = '', url } }: { readonly embed: Embed }): ReactElement | null {
  if (title === '') return null;
  const words = <Markdown text={title} />;
  return (
    <div className="discord-title">
      {url && /^https?:\/\//.test(url) ? (
        <a href={url} target="_blank" rel="noreferrer">
          {words}
        </a>
      ) : (
        words
      )}
    </div>
  );
}

function Fields({ fields }: { readonly fields: NonNullable<Embed['fields']> }): ReactElement {
  return (
    <div className="discord-fields">
      {fields.map(({ name, value, inline = false }, index) => (
        <div key={index} className={inline ? undefined : 'discord-wide'}>
          <div className="discord-field-name">
            <Markdown text={name} />
          </div>
          <Markdown text={value} />
        </div>
      ))}
    </div>
  );
}

/** Draws footer and time; Discord shows the time in the reader's zone. */
function Footer({ embed: { footer, timestamp } }: { readonly embed: Embed }): ReactElement | null {
  const sent = timestamp
    ? new Date(timestamp).toLocaleString(undefined, { dateStyle: 'short', timeStyle: 'short' })
    : '';
  const text = [footer?.text, sent].filter(Boolean).join(' • ');
  return text === '' ? null : <div className="discord-footer">{text}</div>;
}
