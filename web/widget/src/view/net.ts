/* How the connection stands, in words. */
import { button, h } from '../dom';

/** A break shorter than this is not worth a word. */
const PATIENCE = 4000;
const SLOW = 300;

export class Net {
  readonly line = h('p.net', { role: 'status', hidden: true });
  readonly loading = h('div.loading', { role: 'status', hidden: true });
  #lost = false;
  #timer = 0;

  connected(is: boolean): void {
    if (is) {
      clearTimeout(this.#timer);
      this.#timer = 0;
      this.#lost = false;
    } else if (!this.#timer) {
      this.#timer = window.setTimeout(() => { this.#lost = true; this.show(); }, PATIENCE);
    }
    this.show();
  }

  /** Says something until the connection changes. */
  tell(words: string): void {
    this.line.hidden = false;
    this.line.textContent = words;
  }

  show(): void {
    const words = !navigator.onLine ? '现在没有网络。您写的话会存好，连上后自动发出。'
      : this.#lost ? '连不上服务器，正在重连。您写的话会存好。' : '';
    this.line.hidden = !words;
    if (this.line.textContent !== words) this.line.textContent = words;
  }

  /** What was said before is being fetched; returns how to say that it came, or not. `again` is
   * pressed to try once more. */
  fetching(again: () => void): (came: boolean) => void {
    const timer = window.setTimeout(() => {
      this.loading.hidden = false;
      this.loading.replaceChildren(h('span.dots', null, h('i'), h('i'), h('i')), h('span', null, '正在取回之前的对话'));
    }, SLOW);
    return (came) => {
      clearTimeout(timer);
      this.loading.hidden = came;
      if (came) return;
      this.loading.replaceChildren(h('span', null, '之前的对话还没取回来，先说别的也行。'), button('.quiet', '再取一次', again));
    };
  }
}
