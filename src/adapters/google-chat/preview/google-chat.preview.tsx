import './google-chat.css';
import type { ReactElement } from 'react';
import { stretchesOf, type Stretch } from './google-chat-html.ts';

interface WidgetBody {
  readonly textParagraph?: { readonly text: string };
  readonly decoratedText?: { readonly topLabel: string; readonly text: string };
  readonly image?: { readonly imageUrl: string; readonly altText: string };
  readonly buttonList?: {
    readonly buttons: readonly {
      readonly text: string;
      readonly onClick: { readonly openLink: { readonly url: string } };
    }[];
  };
}

interface CardBody {
  readonly header?: { readonly title: string; readonly subtitle?: string };
  readonly sections?: readonly { readonly widgets: readonly WidgetBody[] }[];
}

interface ChatBody {
  readonly text?: string;
  readonly cardsV2?: readonly { readonly card: CardBody }[];
}

interface PreviewProps {
  /** The body of the request, as JSON. */
  readonly message: object;
  readonly scheme: 'light' | 'dark';
}

/** Draws the message as Google Chat does. */
// oxlint-disable-next-line import/no-default-export -- React.lazy takes a default export
export default function GoogleChatPreview({ message, scheme }: PreviewProps): ReactElement {
  const { text = '', cardsV2 = [] } = message as ChatBody;
  return (
    <figure className="gchat" data-scheme={scheme} aria-label="The message in Google Chat">
      <img className="gchat-avatar" src="/favicon.svg" alt="" width={32} height={32} />
      <div className="gchat-column">
        <div className="gchat-name">
          Webhook <span className="gchat-app">App</span>
        </div>
        {text && <div className="gchat-mention">{mentionIn(text)}</div>}
        {cardsV2.map(({ card }, at) => (
          <Card key={at} card={card} />
        ))}
      </div>
    </figure>
  );
}

function mentionIn(text: string): string {
  const [, who = ''] = /^<users\/(\w+)>$/.exec(text) ?? [];
  return who === 'all' ? '@all' : `@${who.slice(0, 8)}…`;
}

function Card({ card: { header, sections } }: { readonly card: CardBody }): ReactElement {
  return (
    <div className="gchat-card">
      {header && (
        <div className="gchat-header">
          <div className="gchat-title">{header.title}</div>
          {header.subtitle && <div className="gchat-subtitle">{header.subtitle}</div>}
        </div>
      )}
      {sections?.map(({ widgets }, at) => (
        <div key={at} className="gchat-section">
          {widgets.map((widget, index) => (
            <Widget key={index} widget={widget} />
          ))}
        </div>
      ))}
    </div>
  );
}

function Widget({ widget }: { readonly widget: WidgetBody }): ReactElement {
  const { textParagraph, decoratedText, image, buttonList } = widget;
  return (
    <>
      {textParagraph && <Html html={textParagraph.text} />}
      {decoratedText && (
        <div>
          <div className="gchat-label">{decoratedText.topLabel}</div>
          <Html html={decoratedText.text} />
        </div>
      )}
      {image && (
        <div
          className="gchat-picture"
          role="img"
          aria-label={`Picture: ${image.imageUrl}`}
          title={image.imageUrl}
        />
      )}
      {buttonList && (
        <div className="gchat-buttons">
          {buttonList.buttons.map(({ text, onClick }, at) => (
            <a key={at} href={webOnly(onClick.openLink.url)} target="_blank" rel="noreferrer">
              {text}
            </a>
          ))}
        </div>
      )}
    </>
  );
}

function Html({ html }: { readonly html: string }): ReactElement {
  return (
    <div className="gchat-text">
      {stretchesOf(html).map((stretch, at) => (
        <Part key={at} stretch={stretch} />
      ))}
    </div>
  );
}

function Part({ stretch: { text, isBold, colour, url } }: { readonly stretch: Stretch }): ReactElement {
  if (url !== '') {
    return (
      <a href={webOnly(url)} target="_blank" rel="noreferrer">
        {text}
      </a>
    );
  }
  if (!isBold && colour === '') return <>{text}</>;
  return <span style={{ color: colour || undefined, fontWeight: isBold ? 600 : undefined }}>{text}</span>;
}

/** Keeps addresses of the web; others lead nowhere. */
function webOnly(url: string): string | undefined {
  return /^https?:\/\//.test(url) ? url : undefined;
}
