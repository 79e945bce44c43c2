/* Sends what waits, in order, until the server has answered it. A turn's key makes it safe to send
 * the same turn again, from this tab or another: the server answers it once. */
import { list } from '../dom';
import type { Message, Turn } from '../model';
import type { Talk } from '../state/talk';
import type { Server } from './server';

const LOST_AFTER = 40000;
const LONGEST = 10000;
const MOST_TRIES = 6;

interface Outcome { change: Partial<Turn>; replies?: Message[]; again?: number }

export class Outgoing {
  /** A turn is under way; returns how to end that. */
  working: (turn: Turn) => () => void = () => () => undefined;
  #sending = false;
  #alarm = 0;
  #notBefore = 0;
  #flight: AbortController | null = null;

  readonly #server: Server;
  readonly #talk: Talk;

  constructor(server: Server, talk: Talk) {
    this.#server = server;
    this.#talk = talk;
  }

  /** Sends whatever waits; stops at the first that must wait. `now`: whatever was told. */
  async wake(now = false): Promise<void> {
    clearTimeout(this.#alarm);
    if (this.#sending || !navigator.onLine) return;
    if (!now && Date.now() < this.#notBefore) {
      this.#alarm = window.setTimeout(() => void this.wake(), this.#notBefore - Date.now());
      return;
    }
    this.#sending = true;
    let turn: Turn | undefined;
    while ((turn = this.#talk.turns.find((one) => one.state === 'waiting'))) {
      const stop = this.working(turn);
      const outcome = await this.#post(turn);
      stop();
      if (!this.#talk.turns.includes(turn)) continue;
      if (outcome.replies) this.#talk.settle(turn, outcome.replies);
      else if (turn.state === 'waiting') this.#talk.update(turn, outcome.change);
      if (outcome.again && turn.state === 'waiting') {
        this.#notBefore = Date.now() + outcome.again;
        this.#alarm = window.setTimeout(() => void this.wake(true), outcome.again);
        break;
      }
    }
    this.#sending = false;
  }

  /** Another tab is sending what waits: look later whether it did. */
  wakeLater(): void {
    if (this.#sending || Date.now() < this.#notBefore) return;
    clearTimeout(this.#alarm);
    this.#alarm = window.setTimeout(() => void this.wake(), LONGEST);
  }

  again(turn: Turn): void {
    this.#talk.update(turn, { state: 'waiting', tries: 0, note: '' });
    void this.wake(true);
  }

  abandon(): void {
    this.#notBefore = 0;
    if (this.#flight) this.#flight.abort();
  }

  /** One attempt: what changes in the turn, and after how long to try again, if at all. */
  async #post(turn: Turn): Promise<Outcome> {
    const tries = turn.tries + 1;
    const pause = Math.min(LONGEST, 1000 * 2 ** (tries - 1)) * (0.8 + 0.4 * Math.random());
    const mine = new AbortController();
    const timer = window.setTimeout(() => mine.abort(), LOST_AFTER);
    this.#flight = mine;
    try {
      const response = await this.#server.ask(turn.rating ? '/rating' : '/send', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
        body: JSON.stringify(body(turn)),
        signal: mine.signal,
      });
      const data = await response.json().catch(() => null) as { replies?: Message[]; detail?: string } | null;
      if (response.ok && data && Array.isArray(data.replies)) {
        return { change: { tries }, replies: list<Message>(data.replies) };
      }
      const detail = (data && data.detail) || '';
      const busy = response.status === 429 || response.status === 503 || response.status === 408;
      if (busy || (tries < MOST_TRIES && (response.ok || response.status >= 500))) {
        const told = 1000 * Number(response.headers.get('Retry-After')) || 0;
        return { change: { note: detail || '服务这会儿忙。', tries }, again: Math.min(120000, Math.max(told, pause)) };
      }
      const refused = response.status < 500;
      return { change: { state: 'failed', note: detail || '这句没能送到。', tries, refused } };
    } catch {
      return { change: { note: '没连上。', tries }, again: pause };
    } finally {
      clearTimeout(timer);
    }
  }
}

const body = (turn: Turn): unknown => (turn.rating ? { id: turn.key, ...turn.rating }
  : { id: turn.key, text: turn.text, choice: turn.choice, edit: turn.edit });
