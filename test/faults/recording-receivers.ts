import { Receiver, type Answer, type Received } from '../support/receiver.js';

const EVENT = /event-n-\d+/;
/** The share of requests that fail. */
const FAULTY = 0.15;

/** A receiver that records the events it has answered with success, and the life of the gateway at each answer. */
export class RecordingReceiver {
  /** The lives by event, one entry for each successful answer. */
  readonly taken = new Map<string, number[]>();
  readonly receiver: Receiver;

  private constructor(receiver: Receiver) {
    this.receiver = receiver;
  }

  static async open(options: {
    readonly fault: () => Answer | 'reset' | null;
    readonly success: Answer;
    readonly life: (received: Received) => number;
  }): Promise<RecordingReceiver> {
    const receiver = await Receiver.start((received, response) => {
      const answer = options.fault();
      if (answer === 'reset') {
        response.socket?.resetAndDestroy();
        return 'handled';
      }
      if (answer !== null) return answer;
      recording.#take(EVENT.exec(received.body)![0], options.life(received));
      return options.success;
    });
    const recording = new RecordingReceiver(receiver);
    return recording;
  }

  #take(event: string, life: number): void {
    const lives = this.taken.get(event);
    if (lives) lives.push(life);
    else this.taken.set(event, [life]);
  }
}

/** Starts a generic, a Slack and a Discord receiver, each with faults of its kind. */
export async function startRecordingReceivers(
  random: () => number,
  life: () => number,
): Promise<readonly RecordingReceiver[]> {
  const sometimes =
    <T>(...faults: readonly T[]) =>
    (): T | null =>
      random() < FAULTY ? faults[Math.floor(random() * faults.length)]! : null;
  const limited = {
    status: 429,
    body: '{"message":"You are being rate limited.","retry_after":0.02,"global":false}',
  };
  return Promise.all([
    RecordingReceiver.open({ fault: sometimes<Answer | 'reset'>(502, 'reset', 500), success: 200, life }),
    RecordingReceiver.open({
      fault: sometimes<Answer>({ status: 200, body: 'not ok' }, 500),
      success: { status: 200, body: 'ok' },
      life,
    }),
    RecordingReceiver.open({ fault: sometimes<Answer>(limited, 500, 502), success: 204, life }),
  ]);
}
