import './banner.css';
import type { ReactElement } from 'react';
import { ICON } from '../base-path.ts';

interface BannerProps {
  readonly text: string;
  /** Name of the platform whose app shows the notification. */
  readonly app: string;
  readonly scheme: 'light' | 'dark';
}

/** Draws the notification as the lock screen of a phone shows it. */
export function Banner({ text, app, scheme }: BannerProps): ReactElement {
  return (
    <figure className="banner" data-scheme={scheme} aria-label="The notification on a phone">
      <img src={ICON} alt="" width={34} height={34} />
      <div className="banner-content">
        <div className="banner-head">
          <b>{app}</b>
          <span>now</span>
        </div>
        <div className="banner-text">{text}</div>
      </div>
    </figure>
  );
}
