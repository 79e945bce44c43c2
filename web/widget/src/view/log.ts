/* The conversation on the page: what the person said, what came back, how the sending stands. */
import { draw, refresh } from '../cards';
import { button, h } from '../dom';
import type { Chat, Turn } from '../model';
import type { Talk } from '../state/talk';

const DOTS_AFTER = 300;
const SLOW_AFTER = 6000;
const WHO: Record<string, string> = { staff: '人工', system: '通知' };

/** What a person can do about a turn that was not sent. */
export interface Mending {
  sendNow(turn: Turn): void;
  sendAgain(turn: Turn): void;
  takeBack(turn: Turn): void;
  chooseAgain(turn: Turn): void;
  /** How far a file has come. */
  progress(turn: Turn): HTMLElement;
}

export class Log {
  readonly node = h('div.log', { role: 'log', 'aria-live': 'off', 'aria-label': '对话' });
  readonly #nodes = new Map<Turn, HTMLElement>();

  readonly #chat: Chat;
  readonly #talk: Talk;
  readonly #mending: Mending;

  constructor(chat: Chat, talk: Talk, mending: Mending) {
    this.#chat = chat;
    this.#talk = talk;
    this.#mending = mending;
  }

  /** Brings the page in line with the turns; those in `changed` are drawn anew. */
  update(changed: readonly Turn[]): void {
    for (const [turn, node] of this.#nodes) {
      if (this.#talk.turns.includes(turn)) continue;
      node.remove();
      this.#nodes.delete(turn);
    }
    this.#talk.turns.forEach((turn, i) => {
      const fresh = !this.#nodes.has(turn);
      const node = this.#nodes.get(turn) || this.#frame(turn);
      if (this.node.children[i] !== node) this.node.insertBefore(node, this.node.children[i] || null);
      if (fresh || changed.includes(turn)) this.#paint(turn);
    });
    this.#markRecent();
    refresh(this.node);
  }

  /** Draws everything anew, as after a change of settings. */
  redraw(): void {
    this.node.setAttribute('aria-live', 'off');
    for (const node of this.#nodes.values()) delete node.dataset.shown;
    this.update(this.#talk.turns);
    this.live();
  }

  /** From now on what comes is told to screen readers. */
  live(): void {
    requestAnimationFrame(() => this.node.setAttribute('aria-live', 'polite'));
  }

  of(turn: Turn): HTMLElement {
    return this.#nodes.get(turn)!;
  }

  get last(): Turn | undefined {
    return this.#talk.turns[this.#talk.turns.length - 1];
  }

  /** Shows that an answer is being worked out, unless it comes at once; returns how to stop. */
  working(turn: Turn): () => void {
    const words = h('span', null, '正在看');
    const dots = h('div.dots', null, h('i'), h('i'), h('i'), words);
    const node = this.#nodes.get(turn);
    const line = (): HTMLElement | null => (node ? node.querySelector<HTMLElement>('.state') : null);
    const timers = [
      window.setTimeout(() => {
        const state = line();
        if (state) state.hidden = true;
        if (node) node.append(dots);
      }, DOTS_AFTER),
      window.setTimeout(() => { words.textContent = '比平时慢一些，还在看，您的话已经存好'; }, SLOW_AFTER),
    ];
    return () => {
      timers.forEach((timer) => clearTimeout(timer));
      dots.remove();
      const state = line();
      if (state) state.hidden = false;
    };
  }

  #frame(turn: Turn): HTMLElement {
    const node = turn.from ? h('div.turn.said', null, h('p.who', null, WHO[turn.from] || '通知'))
      : h('div.turn', null, h('p.mine', { tabIndex: -1 }, h('span.hidden', null, '您说：'), h('span')));
    this.#nodes.set(turn, node);
    return node;
  }

  /** What follows a person's words: the replies, or how the sending stands. */
  #paint(turn: Turn): void {
    const node = this.of(turn);
    const shown = `${turn.state} ${turn.note || ''} ${navigator.onLine} ${turn.replies.length}`;
    if (!turn.from) node.firstElementChild!.lastChild!.textContent = turn.text;
    // What stands there already is not read aloud again at each attempt.
    if (node.dataset.shown === shown) return;
    node.dataset.shown = shown;
    while (node.children.length > 1) node.lastElementChild!.remove();
    if (turn.state === 'sending') node.append(this.#mending.progress(turn));
    else if (turn.state === 'done') node.append(...draw(this.#chat, turn));
    else if (turn.note || !navigator.onLine) node.append(this.#stateLine(turn));
  }

  #stateLine(turn: Turn): HTMLElement {
    const mending = this.#mending;
    if (turn.state === 'waiting') {
      return h('div.state', null, h('span', null, (turn.note || '还没发出。') + '话已存好，会自动再发。'),
        navigator.onLine && button('.quiet', '现在再发', () => mending.sendNow(turn)));
    }
    const act = turn.file ? button('', '重新选文件', () => mending.chooseAgain(turn))
      : turn.refused ? button('', '改一改再发', () => mending.takeBack(turn))
      : button('', '再发一次', () => mending.sendAgain(turn));
    return h('div.state.bad', null, h('span', null, turn.note), act);
  }

  /** The newest exchange, with what was said unasked since: all that simple mode shows. */
  #markRecent(): void {
    let recent = true;
    for (const turn of [...this.#talk.turns].reverse()) {
      this.of(turn).classList.toggle('recent', recent);
      if (!turn.from) recent = false;
    }
  }
}
