/* The chat itself: puts state, network and parts of the page together. */
import { spoken } from '../cards';
import { button, h } from '../dom';
import type { Chat, Desk, More, Turn } from '../model';
import { Outgoing } from '../net/outgoing';
import type { Server } from '../net/server';
import { Stream } from '../net/stream';
import { apply, keep, kept, watchSystem } from '../state/settings';
import { watch } from '../state/storage';
import { Talk } from '../state/talk';
import { Composer } from './composer';
import { confirmed } from './dialogs';
import { icon } from './icons';
import { Jump } from './jump';
import { Log } from './log';
import { Menu } from './menu';
import { Net } from './net';
import { opening } from './opening';
import { leadTo } from './scroll';
import { Speech } from './speech';
import { Status } from './status';
import { Uploads } from './uploads';

const JOIN = '自己在公众号里点开的，才接着说；别人发来的链接，请取消。';
const RESTART = '这台设备上的对话会清空，没发出去的话也会一起删掉。交过的投诉不受影响。';

/** What the element around gives and hears. */
export interface Around {
  root: HTMLElement;
  heading: string;
  simple: boolean;
  /** Closing is offered when this is there. */
  close?: () => void;
  /** Staff or the system said something unasked. */
  unasked: (count: number) => void;
}

export class Panel implements Chat {
  readonly node: HTMLElement;
  readonly settings;
  readonly read: Chat['read'];
  readonly #talk = new Talk();
  readonly #stream: Stream;
  readonly #outgoing: Outgoing;
  readonly #log: Log;
  readonly #composer: Composer;
  readonly #uploads: Uploads;
  readonly #status = new Status();
  readonly #net = new Net();
  readonly #opening: HTMLElement;
  readonly #scroller: HTMLElement;
  readonly #jump: Jump;
  readonly #menu: Menu;
  readonly #larger: HTMLButtonElement;
  readonly #speech = Speech.available ? new Speech() : null;
  readonly #endings: (() => void)[] = [];
  #loading: Promise<void> | null = null;
  /** What was said before is there: whatever comes now is new. */
  #begun = false;
  /** The turn read aloud last by itself. */
  #aloud: Turn | null = null;
  #looked = false;
  #conversation: string;

  readonly #door: Server;
  readonly #around: Around;

  constructor(door: Server, around: Around) {
    this.#door = door;
    this.#around = around;
    this.settings = kept(around.simple);
    this.#conversation = door.conversation;
    this.read = this.#speech ? (text, pressed) => this.#speech!.read(text, pressed) : null;
    this.#stream = new Stream(door, this.#talk);
    this.#outgoing = new Outgoing(door, this.#talk);
    this.#composer = new Composer((text) => this.say(text, this.#inPrivate(text) ? { secret: true } : undefined),
      () => this.#uploads.choose());
    this.#uploads = new Uploads(door, this.#talk, (turn) => this.#lead(turn), (question, yes) => confirmed(this.node, '请确认', question, yes), () => this.focus());
    this.#log = new Log(this, this.#talk, {
      sendNow: (turn) => { turn.tries = 0; void this.#outgoing.wake(true); },
      sendAgain: (turn) => this.#outgoing.again(turn),
      takeBack: (turn) => { this.#talk.drop(turn); this.#composer.takeBack(turn.text); },
      chooseAgain: (turn) => { this.#talk.drop(turn); this.#uploads.choose(); },
      progress: (turn) => this.#uploads.progress(turn),
    });
    this.#opening = opening((text) => this.say(text), () => {
      this.settings.simple = true;
      this.#restyle(true);
      this.focus();
    });
    this.#menu = new Menu(this.settings, {
      changed: () => this.#restyle(true),
      save: (path) => door.save(path),
      say: (text) => this.say(text),
      restart: () => void this.#restart(),
      caseAddress: door.base + '/case',
      begun: () => this.#talk.turns.length > 0,
    });
    this.#larger = button('.larger', '大字', () => {
      this.settings.size = this.settings.size === 'standard' ? 'large' : 'standard';
      this.#restyle(false);
    });
    this.#jump = new Jump();
    const earlier = button('.quiet.earlier', '看前面说过的', () => {
      this.node.toggleAttribute('data-all', true);
      this.#scroller.focus();
    });
    this.#scroller = h('div.scroll', { tabIndex: 0, role: 'region', 'aria-label': '对话内容' }, this.#net.loading, this.#opening, earlier, this.#log.node);
    this.node = h('section.panel', { 'aria-label': around.heading },
      // Who opens the chat by its button is in the box already.
      !around.close && button('.skip', '跳到输入框', () => this.focus()),
      h('div.top', null,
        h('h2.name', null, around.heading), this.#larger,
        button('.human', '找真人', () => this.say('转人工')),
        h('button.plain', { type: 'button', onclick: () => this.#menu.open(), 'aria-label': '设置和更多', title: '设置和更多' }, icon('menu')),
        around.close && h('button.plain', { type: 'button', onclick: around.close, 'aria-label': '关闭', title: '关闭' }, icon('close')),
        this.#status.node),
      this.#scroller,
      h('div.bottom', null, this.#jump.node, this.#net.line, this.#uploads.node, this.#composer.node, this.#uploads.picker),
      this.#menu.node);
    this.#wire();
    this.#restyle(false);
  }

  // --- What cards may do ---------------------------------------------------------------------

  get server(): string {
    return this.#door.base;
  }

  get simple(): boolean {
    return this.settings.simple;
  }

  turns(): readonly Turn[] {
    return this.#talk.turns;
  }

  say(text: string, more?: More): void {
    const turn = this.#talk.add(text, more);
    this.node.removeAttribute('data-all');
    this.#lead(turn);
    void this.#outgoing.wake();
  }

  save(path: string, name?: string): Promise<void> {
    return this.#door.save(path, name);
  }

  /** Goes on with a conversation of another channel, when the person says that it is theirs: a
   * link of somebody else would have them talk in that one's conversation. */
  async join(code: string): Promise<void> {
    if (await confirmed(this.node, '接着公众号里的对话？', JOIN, '是我点的，接着说')) {
      await this.#door.join(code).then(() => this.#begin(false), (error) => this.#net.tell((error as Error).message || '没连上，请回公众号再点一次。'));
    }
    this.show();
  }

  // --- Being looked at -----------------------------------------------------------------------

  /** Somebody looks: what was said is fetched, what is said from now on comes by itself. */
  show(): void {
    this.#looked = true;
    this.#composer.typed();
    void this.#load();
    void this.#outgoing.wake();
    this.#attend();
  }

  hide(): void {
    this.#looked = false;
    this.#speech?.stop();
    this.#attend();
  }

  /** Whether staff may say something while nobody looks. */
  async glance(): Promise<void> {
    if (!this.#door.conversation) return;
    const desk = await this.#door.desk().catch(() => null) as Desk | null;
    if (!desk) return;
    this.#status.show(desk);
    if (this.#status.manned) {
      await this.#load();
      this.#attend();
    }
  }

  focus(): void {
    this.#composer.box.focus({ preventScroll: true });
  }

  /** The element has left the page. */
  end(): void {
    this.#stream.stop();
    this.#speech?.stop();
    this.#endings.forEach((end) => end());
  }

  // --- Inside ----------------------------------------------------------------------------------

  #wire(): void {
    const [talk, stream, outgoing] = [this.#talk, this.#stream, this.#outgoing];
    talk.changed = (turns) => this.#redraw(turns);
    outgoing.working = (turn) => this.#log.working(turn);
    stream.desk = (desk) => {
      this.#status.show(desk);
      this.node.toggleAttribute('data-talking', this.#talking);
      this.#attend();
    };
    this.#door.replaced = () => this.#begin(true);
    stream.connected = (is) => this.#net.connected(is);
    this.node.addEventListener('weiquan-choose-file', () => this.#uploads.choose());
    this.#composer.box.addEventListener('paste', (event) => {
      const files = Array.from(event.clipboardData?.files || []);
      if (!files.length) return;
      event.preventDefault();
      this.#uploads.take(files);
    });
    const on = (target: EventTarget, name: string, act: () => void): void => {
      target.addEventListener(name, act);
      this.#endings.push(() => target.removeEventListener(name, act));
    };
    on(window, 'online', () => { this.#net.show(); void outgoing.wake(true); this.#attend(); });
    on(window, 'offline', () => { this.#net.show(); this.#log.update(talk.turns); });
    on(document, 'visibilitychange', () => { if (!document.hidden) void outgoing.wake(true); this.#attend(); });
    this.#endings.push(watch((key) => this.#follow(key)), watchSystem(() => this.#restyle(false)));
    const observer = new ResizeObserver(() => this.node.style.setProperty('--view', this.#scroller.clientHeight + 'px'));
    observer.observe(this.#scroller);
    this.#endings.push(() => observer.disconnect());
    this.#redraw([]);
  }

  /** What was said so far; asked for once. */
  #load(): Promise<void> {
    if (!this.#door.conversation) {
      void this.#door.desk().then((desk) => { if (desk && !this.#status.manned) this.#status.show(desk as Desk); }, () => undefined);
      this.#live();
      return Promise.resolve();
    }
    if (!this.#loading) {
      const done = this.#net.fetching(() => { this.#loading = null; this.focus(); void this.#load(); });
      // Who comes back is not greeted like somebody new.
      this.#opening.hidden = true;
      this.#loading = this.#stream.load().then(() => {
        done(true);
        this.#redraw([]);
        void this.#uploads.refresh();
        if (this.#log.last) leadTo(this.#scroller, this.#log.of(this.#log.last), false);
        this.#live();
        this.#attend();
      }, () => { done(false); this.#redraw([]); });
    }
    return this.#loading;
  }

  #live(): void {
    this.#begun = true;
    this.#log.live();
  }

  /** Listens while somebody looks, or while people are asked for. */
  #attend(): void {
    const wanted = Boolean(this.#door.conversation) && !document.hidden && (this.#looked || this.#status.manned);
    if (wanted) this.#stream.start();
    else this.#stream.stop();
  }

  #redraw(changed: readonly Turn[]): void {
    const root = this.node.getRootNode() as Partial<ShadowRoot>;
    const held = root.activeElement;
    const within = held && held.closest('.turn');
    this.#opening.hidden = this.#talk.turns.length > 0;
    this.#log.update(changed);
    this.node.toggleAttribute('data-more', this.#talk.turns.length > 1);
    this.#jump.watch(this.#scroller, this.#log.node.querySelector<HTMLElement>('.turn:last-child > .ask.open'));
    // What was pressed may be gone; the focus does not go with it.
    if (held && !held.isConnected) (within && within.isConnected && within.querySelector<HTMLElement>('.mine') || this.#composer.box).focus({ preventScroll: true });
    if (!this.#begun) return;
    // The server is there: what is said to this one or in other tabs comes from now on.
    if (changed.some((turn) => turn.state === 'done')) this.#attend();
    const last = this.#log.last;
    if (last && changed.includes(last) && last.state === 'done') this.#arrived(last);
    const unasked = changed.filter((turn) => turn.from).length;
    if (unasked && !this.#looked) this.#around.unasked(unasked);
  }

  /** The newest turn was answered: it is brought into sight where it is not, and read if wanted. */
  #arrived(turn: Turn): void {
    const node = this.#log.of(turn);
    const first = node.children[1];
    if (this.#talking) this.#scroller.scrollTop = this.#scroller.scrollHeight;
    else if (turn.from) leadTo(this.#scroller, node, true);
    else if (first) {
      const [top, view] = [first.getBoundingClientRect().top, this.#scroller.getBoundingClientRect()];
      if (top > view.top + view.height * 0.55) leadTo(this.#scroller, first, true);
    }
    if (this.settings.aloud && this.#looked && this.#speech && this.#aloud !== turn) {
      this.#aloud = turn;
      this.#speech.read(turn.replies.map(spoken).join('\n'), node.querySelector<HTMLButtonElement>('.read'));
    }
  }

  #lead(turn: Turn): void {
    const node = this.#log.of(turn);
    if (!node) return;
    if (this.#composer.box !== (this.node.getRootNode() as ShadowRoot).activeElement) {
      (node.firstElementChild as HTMLElement).focus({ preventScroll: true });
    }
    if (this.#talking) this.#scroller.scrollTop = this.#scroller.scrollHeight;
    else leadTo(this.#scroller, node, true);
  }

  /** Between people the latest words stand at the bottom, with those they answer. */
  get #talking(): boolean {
    return this.#status.desk?.state === 'claimed';
  }

  /** Whether words typed here hold the number that a private question of the form asks for. */
  #inPrivate(text: string): boolean {
    return /\d{5}/.test(text) && Boolean(this.#log.node.querySelector('.turn:last-child > .private.open'));
  }

  #restyle(drawn: boolean): void {
    keep(this.settings);
    apply(this.#around.root, this.settings);
    this.#larger.setAttribute('aria-pressed', String(this.settings.size !== 'standard'));
    if (drawn) {
      this.#speech?.stop();
      this.#log.redraw();
    }
    this.#composer.typed();
  }

  async #restart(): Promise<void> {
    if (!await confirmed(this.node, '重新开始？', RESTART, '清空重来')) return;
    this.#door.forget();
    this.#begin(false);
    this.#composer.clear();
    this.focus();
  }

  /** Another conversation: nothing of the one before stays here. */
  #begin(waits: boolean): void {
    this.#conversation = this.#door.conversation;
    this.#stream.reset();
    if (!waits) this.#outgoing.abandon();
    this.#loading = null;
    this.#uploads.show([]);
    this.#talk.clear(waits);
    this.#scroller.scrollTop = 0;
  }

  /** Another tab of this browser said something, or began anew. */
  #follow(key: string): void {
    if (key === 'unsent') {
      this.#talk.follow();
      if (this.#talk.turns.some((turn) => turn.state === 'waiting')) this.#outgoing.wakeLater();
    } else if (key === 'session') {
      const now = this.#door.conversation;
      if (this.#conversation && now !== this.#conversation) this.#begin(Boolean(now));
      this.#conversation = now;
      if (this.#looked) void this.#load();
      this.#attend();
    } else if (key === 'settings') {
      const { simple } = this.settings;
      Object.assign(this.settings, kept(simple));
      this.#restyle(simple !== this.settings.simple);
    }
  }
}
