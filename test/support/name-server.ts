import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** One question as the name server received it; the name is in lower case. */
export interface Question {
  readonly name: string;
  readonly type: 'A' | 'AAAA' | 'other';
}

/** Addresses (the family has to fit the question), an error of the protocol, or no answer at all. */
export type NameAnswer =
  | { readonly addresses: readonly string[]; readonly ttl?: number; readonly afterMs?: number }
  | { readonly error: keyof typeof ERRORS; readonly afterMs?: number }
  | 'silence';

/** The answer to a question. */
export type Zone = (question: Question) => NameAnswer;

const ERRORS = { FORMERR: 1, SERVFAIL: 2, NXDOMAIN: 3, NOTIMP: 4, REFUSED: 5 } as const;
const TYPES: Readonly<Record<number, Question['type']>> = { 1: 'A', 28: 'AAAA' };
const HEADER_BYTES = 12;

/** A zone of fixed addresses by name: other families of a known name are empty, unknown names do not exist. */
export function zoneOf(names: Readonly<Record<string, readonly string[] | 'silence'>>, ttl = 60): Zone {
  return ({ name, type }) => {
    const found = names[name];
    if (found === undefined) return { error: 'NXDOMAIN' };
    if (found === 'silence') return 'silence';
    return { addresses: found.filter((address) => address.includes(':') === (type === 'AAAA')), ttl };
  };
}

/** A name server over UDP on a free loopback port; it keeps the questions it was asked. */
export class NameServer {
  readonly questions: Question[] = [];
  readonly #socket: Socket;
  #zone: Zone;

  private constructor(zone: Zone) {
    this.#zone = zone;
    this.#socket = createSocket('udp4', (message, from) => void this.#answer(message, from));
  }

  static async start(zone: Zone): Promise<NameServer> {
    const server = new NameServer(zone);
    server.#socket.bind(0, '127.0.0.1');
    await once(server.#socket, 'listening');
    return server;
  }

  /** The address in the form of `WEBHOOK_DNS_SERVERS`. */
  get address(): string {
    return `127.0.0.1:${this.#socket.address().port}`;
  }

  /** Answers by another zone from now on. */
  turn(zone: Zone): void {
    this.#zone = zone;
  }

  /** The number of questions for the A record of a name. */
  asked(name: string): number {
    return this.questions.filter((question) => question.name === name && question.type === 'A').length;
  }

  async close(): Promise<void> {
    this.#socket.close();
    await once(this.#socket, 'close');
  }

  async #answer(message: Buffer, from: RemoteInfo): Promise<void> {
    const { question, end } = readQuestion(message);
    this.questions.push(question);
    const answer = this.#zone(question);
    if (answer === 'silence') return;
    if (answer.afterMs !== undefined) await sleep(answer.afterMs, undefined, { ref: false });
    const records = 'error' in answer ? [] : answer.addresses.map((one) => record(one, answer.ttl ?? 60));
    const header = Buffer.alloc(HEADER_BYTES);
    message.copy(header, 0, 0, 2);
    header.writeUInt16BE(0x8180 | ('error' in answer ? ERRORS[answer.error] : 0), 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(records.length, 6);
    const packet = Buffer.concat([header, message.subarray(HEADER_BYTES, end), ...records]);
    try {
      this.#socket.send(packet, from.port, from.address);
    } catch {
      // The server was closed while the answer waited.
    }
  }
}

function readQuestion(message: Buffer): { readonly question: Question; readonly end: number } {
  const labels: string[] = [];
  let at = HEADER_BYTES;
  for (let length = message[at]!; length > 0; length = message[at]!) {
    labels.push(message.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  const type = TYPES[message.readUInt16BE(at + 1)] ?? 'other';
  return { question: { name: labels.join('.').toLowerCase(), type }, end: at + 5 };
}

/** An A or AAAA record whose name points at the question. */
function record(address: string, ttl: number): Buffer {
  const bytes = address.includes(':') ? ipv6Bytes(address) : Buffer.from(address.split('.').map(Number));
  const head = Buffer.alloc(HEADER_BYTES);
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(bytes.length === 4 ? 1 : 28, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt32BE(ttl, 6);
  head.writeUInt16BE(bytes.length, 10);
  return Buffer.concat([head, bytes]);
}

function ipv6Bytes(address: string): Buffer {
  const [left = '', right = ''] = address.split('::');
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const [front, back] = [groups(left), groups(right)];
  const gap = address.includes('::') ? Array<string>(8 - front.length - back.length).fill('0') : [];
  return Buffer.from([...front, ...gap, ...back].map((group) => group.padStart(4, '0')).join(''), 'hex');
}
