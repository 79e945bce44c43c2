/* The box to write in: its limit, its growth, the words kept until they are sent. */
import { h } from '../dom';
import { recall, remember } from '../state/storage';
import { icon } from './icons';

export const LIMIT = 2000;
const NEAR = 200;

export class Composer {
  readonly box = h<HTMLTextAreaElement>('textarea', {
    id: 'message', rows: 1, placeholder: '说说怎么回事', autocomplete: 'off', enterKeyHint: 'send', 'aria-describedby': 'counter',
  });
  readonly node: HTMLFormElement;
  readonly #send = h<HTMLButtonElement>('button.send', { type: 'submit' }, '发送');
  readonly #counter = h('p.counter', { id: 'counter', 'aria-live': 'polite' });

  /** `say` gets what was written; `attach` opens the choice of files. */
  readonly #say: (text: string) => void;

  constructor(say: (text: string) => void, attach: () => void) {
    this.#say = say;
    const add = h('button.attach', { type: 'button', onclick: attach, 'aria-label': '上传照片或PDF', title: '上传照片或PDF' }, icon('photo'));
    this.node = h<HTMLFormElement>('form.composer', { noValidate: true },
      add, h('label.hidden', { htmlFor: 'message' }, '您的话'), this.box, this.#send, this.#counter);
    this.node.onsubmit = (event) => { event.preventDefault(); this.#submit(); };
    this.box.oninput = () => this.typed();
    this.box.onkeydown = (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      this.#submit();
    };
    const draft = recall('draft');
    this.box.value = typeof draft === 'string' ? draft : '';
  }

  /** Puts words that were not sent back, before anything typed since. */
  takeBack(text: string): void {
    this.box.value = [text, this.box.value].filter(Boolean).join('\n');
    this.typed();
    this.box.focus();
  }

  clear(): void {
    this.box.value = '';
    this.typed();
  }

  typed(): void {
    const length = Array.from(this.box.value.trim()).length;
    const over = length > LIMIT;
    this.#counter.textContent = over ? `多了${length - LIMIT}个字，请删短些或分两次发`
      : length > LIMIT - NEAR ? `还能写${LIMIT - length}个字` : '';
    this.#counter.classList.toggle('over', over);
    this.box.setAttribute('aria-invalid', String(over));
    this.#send.disabled = over;
    this.box.style.height = 'auto';
    this.box.style.height = this.box.scrollHeight + 2 + 'px';
    remember('draft', this.box.value || undefined);
  }

  #submit(): void {
    const text = this.box.value.trim();
    if (!text || this.#send.disabled) return this.box.focus();
    this.clear();
    this.#say(text);
    // On a telephone the keyboard would cover the answer.
    if (matchMedia('(pointer: coarse)').matches) this.box.blur();
    return undefined;
  }
}
