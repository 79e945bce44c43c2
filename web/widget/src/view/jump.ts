/* A question below what is in sight: one button leads to it. */
import { button } from '../dom';
import { leadTo } from './scroll';

export class Jump {
  readonly node: HTMLButtonElement;
  #asked: HTMLElement | null = null;
  #scroller: HTMLElement | null = null;
  #watcher: IntersectionObserver | null = null;

  constructor() {
    this.node = button('.jump', '还有一句要问您', () => {
      if (!this.#asked || !this.#scroller) return;
      leadTo(this.#scroller, this.#asked, true);
      this.#asked.querySelector<HTMLElement>('button, input, textarea')?.focus({ preventScroll: true });
    });
    this.node.hidden = true;
  }

  /** `asked`: the open question, if there is one. */
  watch(scroller: HTMLElement, asked: HTMLElement | null): void {
    if (asked === this.#asked) return;
    this.#watcher?.disconnect();
    [this.#scroller, this.#asked, this.node.hidden] = [scroller, asked, true];
    if (!asked) return;
    this.#watcher = new IntersectionObserver(([seen]) => {
      this.node.hidden = seen.isIntersecting || seen.boundingClientRect.top < scroller.getBoundingClientRect().top;
    }, { root: scroller, rootMargin: '0px 0px -40px 0px' });
    this.#watcher.observe(asked);
  }
}
