import type { ReactElement } from 'react';
import { SlackMessage, type PreviewProps } from '../../block-kit/preview/slack-message.tsx';

/** Draws the message as Slack does. */
// oxlint-disable-next-line import/no-default-export -- React.lazy takes a default export
export default function SlackBotPreview(props: PreviewProps): ReactElement {
  const { username = 'your app' } = props.message as { readonly username?: string };
  return <SlackMessage {...props} sender={username} />;
}
