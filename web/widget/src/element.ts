/* <weiquan-chat>: a button that opens the chat, or the chat as a whole page. */
import { h } from './dom';
import { Server } from './net/server';
import cards from './style/cards.css';
import shell from './style/shell.css';
import { icon } from './view/icons';
import { Panel } from './view/panel';

const NAME = '维权助手';
/** Pages have handlers of their own that would stop these in our boxes and on our buttons. */
const OURS = ['keydown', 'keyup', 'keypress', 'copy', 'cut', 'paste', 'contextmenu', 'selectstart'];
const FULL = '(max-width: 600px), (max-height: 420px)';

export class WeiquanChat extends HTMLElement {
  /** Where the script came from; the attribute `server` counts more. */
  static home = '';
  #panel: Panel | null = null;
  readonly #root = h('div.root', { lang: 'zh-CN' });
  #launcher: HTMLButtonElement | null = null;
  #badge = h('span.badge', { hidden: true });
  #unread = 0;

  connectedCallback(): void {
    if (this.#panel) return;
    const shadow = this.shadowRoot || this.attachShadow({ mode: 'open' });
    dress(shadow);
    const page = this.getAttribute('mode') === 'page';
    const heading = this.getAttribute('heading') || NAME;
    const server = new Server((this.getAttribute('server') || WeiquanChat.home).replace(/\/+$/, ''));
    for (const name of OURS) this.#root.addEventListener(name, (event) => event.stopPropagation());
    this.#root.className = page ? 'root page' : 'root float';
    this.#panel = new Panel(server, {
      root: this.#root,
      heading,
      simple: this.hasAttribute('simple'),
      close: page ? undefined : () => this.close(),
      unasked: (count) => this.#count(this.#unread + count),
    });
    if (page) {
      this.#root.replaceChildren(this.#panel.node);
      shadow.append(this.#root);
      const [, code] = /^#c=([\w=-]+)$/.exec(location.hash) || [];
      if (code) {
        // It opens the conversation once, and is for nobody who looks at the address.
        history.replaceState(null, '', location.pathname + location.search);
        void this.#panel.join(code);
      } else this.#panel.show();
      return;
    }
    this.#panel.node.hidden = true;
    this.#panel.node.setAttribute('role', 'dialog');
    const full = matchMedia(FULL);
    const modal = (): void => this.#panel?.node.setAttribute('aria-modal', String(full.matches));
    modal();
    full.addEventListener('change', modal);
    this.#launcher = h<HTMLButtonElement>('button.launcher', { type: 'button', onclick: () => this.open(), 'aria-haspopup': 'dialog' },
      icon('talk'), h('span', null, '我要维权'), this.#badge);
    this.#root.replaceChildren(this.#launcher, this.#panel.node);
    this.#root.addEventListener('keydown', (event) => this.#key(event));
    shadow.append(this.#root);
    void this.#panel.glance();
    if (this.hasAttribute('open')) this.open();
  }

  disconnectedCallback(): void {
    // A move within the page disconnects and connects again.
    setTimeout(() => {
      if (this.isConnected || !this.#panel) return;
      this.#panel.end();
      this.#panel = null;
      this.#root.remove();
    });
  }

  /** Opens the chat, and says `text` for the person if there is one. */
  open(text?: string): void {
    const panel = this.#panel;
    if (!panel) return;
    if (panel.node.hidden) {
      panel.node.hidden = false;
      this.#launcher!.hidden = true;
      this.#count(0);
      panel.show();
      this.#tell('open');
    }
    panel.focus();
    if (text) panel.say(text);
  }

  close(): void {
    const [panel, launcher] = [this.#panel, this.#launcher];
    if (!panel || !launcher || panel.node.hidden) return;
    panel.node.hidden = true;
    launcher.hidden = false;
    panel.hide();
    launcher.focus();
    this.#tell('close');
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing || event.defaultPrevented) return;
    const within = event.composedPath();
    if (event.key === 'Escape') {
      // Whatever else Esc may end comes before the chat: a dialog, a line being rewritten.
      if (!within.some((one) => one instanceof HTMLDialogElement)) this.close();
    } else if (event.key === 'Tab' && !within.some((one) => one instanceof HTMLDialogElement) && this.#panel && !this.#panel.node.hidden && matchMedia(FULL).matches) {
      this.#turnRound(event);
    }
  }

  /** Where the chat covers everything, Tab does not lead behind it. */
  #turnRound(event: KeyboardEvent): void {
    const all = Array.from(this.#panel!.node.querySelectorAll<HTMLElement>('button, a[href], input, textarea, summary'))
      .filter((one) => one.offsetParent !== null && !(one as HTMLButtonElement).disabled && one.tabIndex >= 0);
    const [from, to] = event.shiftKey ? [all[0], all[all.length - 1]] : [all[all.length - 1], all[0]];
    if (!from || this.shadowRoot!.activeElement !== from) return;
    event.preventDefault();
    to.focus();
  }

  #count(unread: number): void {
    this.#unread = unread;
    this.#badge.hidden = !unread;
    this.#badge.textContent = unread ? `${unread}条新消息` : '';
    this.#tell('unread', { count: unread });
  }

  #tell(what: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent('weiquan-' + what, { bubbles: true, composed: true, detail }));
  }
}

/** The style sheet; where it cannot be made by script alone, as an element. */
function dress(shadow: ShadowRoot): void {
  if ('adoptedStyleSheets' in shadow && 'replaceSync' in CSSStyleSheet.prototype) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(shell + cards);
    shadow.adoptedStyleSheets = [sheet];
  } else if (!shadow.querySelector('style')) {
    shadow.append(h('style', null, shell + cards));
  }
}
