import './banner.css';
import type { ReactElement } from 'react';
import type { Preview } from '../api/types.ts';
import { ICON } from '../base-path.ts';

interface BannerProps {
  readonly banner: NonNullable<Preview['banner']>;
  /** Title that the platform puts there where the message sets none. */
  readonly app: string;
  readonly scheme: 'light' | 'dark';
}

/** Draws the notification as the lock screen of a phone shows it. */
export function Banner({ banner, app, scheme }: BannerProps): ReactElement {
  return (
    <figure className="banner" data-scheme={scheme} aria-label="The notification on a phone">
      <img src={ICON} alt="" width={34} height={34} />
      <div className="banner-content">
        <div className="banner-head">
          <b>{banner.title ?? app}</b>
          <span>now</span>
        </div>
        <div className="banner-text">{banner.text}</div>
      </div>
    </figure>
  );
}
