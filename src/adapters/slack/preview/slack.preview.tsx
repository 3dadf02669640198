import type { ReactElement } from 'react';
import { SlackMessage, type PreviewProps } from '../../block-kit/preview/slack-message.tsx';

/** Draws the message as Slack does. */
// oxlint-disable-next-line import/no-default-export -- React.lazy takes a default export
export default function SlackPreview(props: PreviewProps): ReactElement {
  return <SlackMessage {...props} sender="incoming-webhook" />;
}
