/*
 * The conversation as this page knows it. The server keeps it; this browser keeps only what the
 * server has not answered yet, so that a closed page, a dead battery or another tab loses nothing.
 */
import { list } from '../dom';
import type { Message, More, Turn } from '../model';
import { masked } from './masked';
import { recall, remember, uniqueKey } from './storage';

export class Talk {
  turns: Turn[] = [];
  /** Something has changed: these turns are to be drawn anew. */
  changed: (turns: Turn[]) => void = () => undefined;

  constructor() {
    this.turns = unsent();
  }

  /** Words of the person, to be sent. */
  add(text: string, more?: More & Partial<Turn>): Turn {
    const turn: Turn = { key: uniqueKey(), text, at: Date.now(), state: 'waiting', tries: 0, replies: [], ...more };
    this.turns.push(turn);
    this.#keep();
    this.changed([turn]);
    return turn;
  }

  drop(turn: Turn): void {
    this.turns = this.turns.filter((one) => one !== turn);
    this.#keep();
    this.changed([]);
  }

  /** Another conversation begins; what `waits` for the server may go on in it. */
  clear(waits: boolean): void {
    this.turns = this.turns.filter((turn) => waits && (turn.state === 'waiting' || turn.state === 'sending'));
    this.#keep();
    this.changed([]);
  }

  /** Something about a turn has changed. */
  update(turn: Turn, change: Partial<Turn>): void {
    Object.assign(turn, change);
    this.#keep();
    this.changed([turn]);
  }

  /** The server has answered. */
  settle(turn: Turn, replies: Message[]): void {
    close(turn);
    this.take(replies, [turn]);
  }

  /** Messages as the server tells them, in its order; those known already change nothing. */
  take(messages: Message[], touched: Turn[] = []): void {
    const changed = new Set(touched);
    for (const message of messages) {
      const turn = this.#turnOf(message);
      if (message.who === 'person') {
        if (turn.known) continue;
        Object.assign(turn, { known: true, at: time(message) });
        // Its own words stand until they are answered: they may still have to be sent again.
        if (turn.state === 'done') Object.assign(turn, { text: message.text, file: message.file });
        changed.add(turn);
      } else if (!turn.replies.some((one) => one.id === message.id)) {
        turn.replies.push(message);
        if (turn.state === 'waiting' || turn.state === 'sending') close(turn);
        if (!turn.known) Object.assign(turn, { known: true, at: time(message) });
        changed.add(turn);
      }
    }
    if (!changed.size) return;
    this.#sort();
    this.#keep();
    this.changed([...changed]);
  }

  /** What another tab has kept as unsent, or has sent. */
  follow(): void {
    const theirs = unsent();
    const fresh = theirs.filter((one) => !this.turns.some((turn) => turn.key === one.key));
    if (!fresh.length) return;
    this.turns.push(...fresh);
    this.#sort();
    this.changed(fresh);
  }

  #turnOf(message: Message): Turn {
    const key = message.turn || 'said-' + message.id;
    const found = this.turns.find((turn) => turn.key === key);
    if (found) return found;
    const from = message.turn ? undefined : message.who;
    const turn: Turn = { key, from, text: '', at: time(message), known: Boolean(from), state: 'done', tries: 0, replies: [] };
    this.turns.push(turn);
    return turn;
  }

  /** By the server's clock; what it has not told yet comes last, as it was said. What it refused it
   * will never tell: that stays where it was said, by the clock here. */
  #sort(): void {
    const when = (turn: Turn): number => (turn.known || turn.state === 'failed' ? turn.at : Infinity);
    const order = new Map(this.turns.map((turn, i) => [turn, i]));
    this.turns.sort((a, b) => when(a) - when(b) || order.get(a)! - order.get(b)!);
  }

  #keep(): void {
    const kept = this.turns.filter((turn) => turn.state === 'waiting' || (turn.state === 'failed' && !turn.file));
    remember('unsent', kept.length ? kept : undefined);
  }
}

function unsent(): Turn[] {
  const found = list<Turn>(recall('unsent'));
  return found.filter((turn) => turn && typeof turn.key === 'string' && typeof turn.text === 'string'
    && (turn.state === 'waiting' || turn.state === 'failed') && Array.isArray(turn.replies));
}

/** A turn is answered, here or in another tab: what nobody needs to read again is not kept readable. */
function close(turn: Turn): void {
  Object.assign(turn, { state: 'done', note: '' });
  const secret = turn.secret ? (turn.edit ? turn.edit.value : turn.text) : '';
  if (secret) turn.text = turn.text.replace(secret, () => masked(secret));
  if (turn.edit) turn.edit = { field: turn.edit.field };
}

const time = (message: Message): number => Date.parse(message.at) || Date.now();
