/* Proofs: choosing files, sending them one after the other, the list of what was sent. */
import { button, h, list } from '../dom';
import type { Message, Turn } from '../model';
import type { Server } from '../net/server';
import type { Talk } from '../state/talk';

const MOST = 10 * 1024 * 1024;
const KINDS = /^(image\/(jpeg|png|webp)|application\/pdf)$/;

interface Flight { file: File; stop: AbortController; part: number }
interface Item { id: string; name: string; size: number }

export class Uploads {
  readonly picker = h<HTMLInputElement>('input', {
    type: 'file', id: 'file', multiple: true, hidden: true, accept: 'image/jpeg,image/png,image/webp,application/pdf', 'aria-label': '选照片或PDF', tabIndex: -1,
  });
  readonly #count = h('span');
  readonly #items = h('ul');
  readonly node = h<HTMLDetailsElement>('details.proofs', { hidden: true }, h('summary', null, this.#count), this.#items);
  readonly #flights = new Map<Turn, Flight>();
  readonly #lines = new Map<Turn, () => void>();
  #line: Promise<void> = Promise.resolve();

  /** `shown`: a file stands in the talk; `asked`: asks a question with yes and no; `home`: leads the focus to where one writes. */
  readonly #server: Server;
  readonly #talk: Talk;
  readonly #shown: (turn: Turn) => void;
  readonly #home: () => void;
  readonly #asked: (question: string, yes: string) => Promise<boolean>;

  constructor(
    server: Server,
    talk: Talk,
    shown: (turn: Turn) => void,
    asked: (question: string, yes: string) => Promise<boolean>,
    home: () => void,
  ) {
    this.#home = home;
    this.#server = server;
    this.#talk = talk;
    this.#shown = shown;
    this.#asked = asked;
    this.picker.onchange = () => {
      this.take(list<File>(Array.from(this.picker.files || [])));
      this.picker.value = '';
    };
  }

  choose(): void {
    this.picker.click();
  }

  take(files: File[]): void {
    for (const file of files) {
      const turn = this.#talk.add('上传：' + file.name, { file: true, state: 'sending' });
      const refusal = !KINDS.test(file.type) ? '只能传照片（JPG、PNG、WebP）或 PDF。'
        : file.size > MOST ? '文件太大了，最大10MB。可以截图再传。' : !file.size ? '这个文件是空的。' : '';
      if (refusal) this.#talk.update(turn, { state: 'failed', note: refusal });
      else {
        this.#flights.set(turn, { file, stop: new AbortController(), part: 0 });
        this.#line = this.#line.then(() => this.#send(turn));
      }
      this.#shown(turn);
    }
  }

  /** How far a file has come, and how to stop it. */
  progress(turn: Turn): HTMLElement {
    const bar = h<HTMLProgressElement>('progress', { max: 1, value: 0, 'aria-label': '上传进度' });
    const words = h('span', { 'aria-hidden': 'true' });
    const stop = button('.quiet', '取消', () => {
      this.#flights.get(turn)?.stop.abort();
      this.#flights.delete(turn);
      this.#talk.drop(turn);
    });
    const draw = (): void => {
      const part = this.#flights.get(turn)?.part || 0;
      bar.value = part;
      words.textContent = part < 1 ? `${Math.floor(part * 100)}%` : '已传完，正在看';
      stop.hidden = part >= 1;
    };
    this.#lines.set(turn, draw);
    draw();
    return h('div.state.sending', null, bar, words, stop);
  }

  async refresh(): Promise<void> {
    if (!this.#server.conversation) return this.show([]);
    const response = await this.#server.ask('/evidence').catch(() => null);
    if (response && response.ok) this.show(list<Item>((await response.json() as { items: unknown }).items));
    return undefined;
  }

  show(items: Item[]): void {
    this.node.hidden = !items.length;
    this.#count.textContent = `已传材料${items.length}份`;
    this.#items.replaceChildren(...items.map((item) => this.#item(item)));
  }

  #item(item: Item): HTMLElement {
    const path = '/evidence/' + encodeURIComponent(item.id);
    const name = button('.quiet.file', item.name, () => void this.#server.save(path, item.name).catch(() => undefined));
    const remove = button('.quiet', '删除', async () => {
      if (!await this.#asked(`删除“${item.name}”？删了就找不回来。`, '删除')) return;
      const response = await this.#server.ask(path, { method: 'DELETE' }).catch(() => null);
      if (response && response.ok) this.show(list<Item>((await response.json() as { items: unknown }).items));
      else await this.refresh();
      if (this.node.hidden) this.#home();
      else this.node.querySelector('summary')!.focus();
    });
    name.setAttribute('aria-label', '下载' + item.name);
    remove.setAttribute('aria-label', '删除' + item.name);
    return h('li', null, name, h('span.fine', null, sizeOf(item.size)), remove);
  }

  async #send(turn: Turn): Promise<void> {
    const flight = this.#flights.get(turn);
    if (!flight || flight.stop.signal.aborted) return;
    const progress = (part: number): void => {
      flight.part = part;
      this.#lines.get(turn)?.();
    };
    let change: Partial<Turn> | null = null;
    try {
      const { status, data } = await this.#server.upload(flight.file, turn.key, progress, flight.stop.signal);
      if (status < 300 && data) this.#talk.settle(turn, list<Message>(data.replies));
      else change = { state: 'failed', note: (data && data.detail) || '没有传成，请再传一次。' };
    } catch (error) {
      if ((error as Error).name === 'AbortError') return;
      change = { state: 'failed', note: '没连上，文件没有传成。请再传一次。' };
    } finally {
      this.#flights.delete(turn);
      this.#lines.delete(turn);
    }
    if (!this.#talk.turns.includes(turn)) return;
    if (change && turn.state === 'sending') this.#talk.update(turn, change);
    void this.refresh();
  }
}

const sizeOf = (bytes: number): string => (bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))}KB`
  : `${(bytes / 1024 / 1024).toFixed(1)}MB`);
