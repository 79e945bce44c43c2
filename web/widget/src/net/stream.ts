/* What is said unasked, or in another tab: a stream of events while the chat is looked at, resumed
 * after the last one seen. */
import { list } from '../dom';
import type { Desk, Message } from '../model';
import type { Talk } from '../state/talk';
import { Events } from './events';
import type { Server } from './server';

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30000;
/** The server says something at least every 15 seconds. */
const SILENT = 40000;

export class Stream {
  desk: (desk: Desk) => void = () => undefined;
  /** The connection has come, or gone. */
  connected: (is: boolean) => void = () => undefined;
  #cursor = '';
  #flight: AbortController | null = null;
  #pause = FIRST_PAUSE;
  #timer = 0;

  readonly #server: Server;
  readonly #talk: Talk;

  constructor(server: Server, talk: Talk) {
    this.#server = server;
    this.#talk = talk;
  }

  /** Everything said so far, then whatever comes. Raises when the server cannot be reached. */
  async load(): Promise<void> {
    for (let more = true; more;) {
      const response = await this.#server.ask('/messages' + (this.#cursor ? '?after=' + this.#cursor : ''));
      if (!response.ok) throw new Error(String(response.status));
      const data = await response.json() as { messages: Message[]; last: string; desk?: Desk; more?: boolean };
      this.#talk.take(list<Message>(data.messages));
      more = Boolean(data.more) && data.last !== this.#cursor;
      this.#cursor = data.last || this.#cursor;
      if (data.desk) this.desk(data.desk);
    }
  }

  /** Listens; between two attempts, tries again at once. */
  start(): void {
    if (!this.#flight) void this.#listen();
  }

  stop(): void {
    clearTimeout(this.#timer);
    if (this.#flight) this.#flight.abort();
    this.#flight = null;
  }

  /** Another conversation begins. */
  reset(): void {
    this.stop();
    this.#cursor = '';
  }

  async #listen(): Promise<void> {
    const mine = new AbortController();
    this.#flight = mine;
    clearTimeout(this.#timer);
    let silent = 0;
    try {
      const headers: Record<string, string> = { Accept: 'text/event-stream' };
      if (this.#cursor) headers['Last-Event-ID'] = this.#cursor;
      const response = await this.#server.ask('/stream', { headers, signal: mine.signal });
      if (!response.ok) throw new Error(String(response.status));
      this.connected(true);
      const [reader, decoder, events] = [response.body!.getReader(), new TextDecoder(), new Events()];
      for (;;) {
        clearTimeout(silent);
        silent = window.setTimeout(() => mine.abort(), SILENT);
        const { done, value } = await reader.read();
        if (done) break;
        this.#pause = FIRST_PAUSE;
        for (const event of events.feed(decoder.decode(value, { stream: true }))) {
          if (event.id) this.#cursor = event.id;
          if (event.event === 'desk') this.desk(JSON.parse(event.data) as Desk);
          else if (event.event === 'message') this.#talk.take([JSON.parse(event.data) as Message]);
        }
      }
    } catch {
      if (this.#flight === mine) this.connected(false);
    }
    clearTimeout(silent);
    if (this.#flight !== mine) return;
    this.#flight = null;
    this.#timer = window.setTimeout(() => this.start(), this.#pause * (0.8 + 0.4 * Math.random()));
    this.#pause = Math.min(LONGEST_PAUSE, this.#pause * 2);
  }
}
