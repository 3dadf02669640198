import type { Screen } from './screen.ts';

const LINK = /https?:\/\/[^\s"'\\]+\/a\/gwact_[\w-]+/;

/** A person who reads a channel, and presses “Retry job” in the first message of a failed job. */
export class Reader {
  readonly #screen: Screen;
  #hasPressed = false;
  /** Resolves with the id of the job when the button was pressed; rejects when pressing it failed. */
  readonly pressed: Promise<string>;
  #settle!: (press: Promise<string>) => void;

  constructor(screen: Screen) {
    this.#screen = screen;
    this.pressed = new Promise((resolve) => (this.#settle = resolve));
  }

  /** Reads a message as it is posted. */
  reads({ event, job, body }: { readonly event: string; readonly job: string; readonly body: string }): void {
    const [link] = event === 'job.failed' ? (LINK.exec(body) ?? []) : [];
    if (link === undefined || this.#hasPressed) return;
    this.#hasPressed = true;
    this.#settle(this.#press(link, job));
  }

  /** Opens the page of the action, as a browser does, and sends its form. */
  async #press(link: string, job: string): Promise<string> {
    const page = await fetch(link);
    const html = await page.text();
    const [, label = ''] = /<h1>(.*?)<\/h1>/.exec(html) ?? [];
    if (!page.ok || !html.includes('<form method="post">'))
      throw new Error(`The page of ${label} answered ${page.status}.`);
    this.#tell(label, job, 'opened the link in Slack: a page says what it does');
    const pressed = await fetch(link, { method: 'POST', body: new URLSearchParams() });
    if (!pressed.ok) throw new Error(`Pressing ${label} answered ${pressed.status}.`);
    this.#tell(label, job, 'pressed the button: the request is on its way to the job server');
    return job;
  }

  #tell(label: string, job: string, note: string): void {
    this.#screen.row({ who: 'Ana', mark: '👆', colour: 'magenta', event: label, job, note });
  }
}
