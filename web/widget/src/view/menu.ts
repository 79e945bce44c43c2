/* How it looks and sounds, and what can be done with the conversation. */
import { button, h, link } from '../dom';
import type { Settings } from '../state/settings';
import { dialog } from './dialogs';
import { Speech } from './speech';

/** What the menu can have done. Each may fail with words to show. */
export interface Acts {
  changed(settings: Settings): void;
  save(path: string): Promise<void>;
  say(text: string): void;
  restart(): void;
  caseAddress: string;
  /** Whether anything was said yet. */
  begun(): boolean;
}

export class Menu {
  readonly node: HTMLDialogElement;
  readonly #told = h('p.told', { role: 'status' });
  readonly #talkActs = h('section');

  readonly #settings: Settings;
  readonly #acts: Acts;

  constructor(settings: Settings, acts: Acts) {
    this.#settings = settings;
    this.#acts = acts;
    this.node = dialog('.menu', '设置和更多',
      h('section', null,
        this.#choice('文字大小', 'size', [['standard', '标准'], ['large', '大'], ['huge', '特大']]),
        this.#choice('颜色', 'theme', [['auto', '跟随系统'], ['light', '浅色'], ['dark', '深色']]),
        this.#toggle('simple', '简单模式（长辈版）', '一次只看一件事，字大，不讲法条'),
        this.#toggle('contrast', '高对比度', '黑白分明，线条更粗'),
        ...(Speech.available ? [this.#toggle('aloud', '自动朗读', '回答来了就念给您听')] : [])),
      this.#talkActs,
      h('p.fine', null, 'Enter 发送，Shift+Enter 换行，Esc 关闭；改草稿时 Ctrl+Enter 保存。'),
      this.#told,
      h('div.act', null, button('.loud', '好了', () => this.node.close())));
  }

  open(): void {
    const acts = this.#acts;
    this.#told.textContent = '';
    // The bar and other tabs change them as well.
    const now = this.#settings as unknown as Record<string, unknown>;
    this.node.querySelectorAll('input').forEach((input) => {
      input.checked = now[input.name] === (input.type === 'radio' ? input.value : true);
    });
    const close = (then: () => void) => () => { this.node.close(); then(); };
    this.#talkActs.replaceChildren(
      h('h3', null, '这次对话'),
      h('div.rows', null,
        ...(acts.begun() ? [
          this.#saving('保存对话（文字）', '/transcript?format=txt'),
          this.#saving('保存对话（PDF）', '/transcript?format=pdf'),
          this.#saving('导出我的全部资料', '/export'),
          button('', '评价这次服务', close(() => acts.say('我要评价'))),
          button('', '删除我的资料', close(() => acts.say('删除我的资料'))),
          button('', '重新开始', close(acts.restart)),
        ] : []),
        link(acts.caseAddress, '凭编号查投诉进度')));
    this.node.showModal();
  }

  #saving(label: string, path: string): HTMLButtonElement {
    return button('', label, async () => {
      this.#told.textContent = '正在准备文件…';
      try {
        await this.#acts.save(path);
        this.#told.textContent = '已保存。';
      } catch (error) {
        this.#told.textContent = (error as Error).message;
      }
    });
  }

  /** One of several, as radio buttons. */
  #choice(title: string, name: 'size' | 'theme', options: [string, string][]): HTMLElement {
    return h('fieldset', null, h('legend', null, title), h('div.choices', null, ...options.map(([value, label]) => {
      const input = h<HTMLInputElement>('input', { type: 'radio', name, value });
      input.onchange = () => {
        Object.assign(this.#settings, { [name]: value });
        this.#acts.changed(this.#settings);
      };
      return h('label', null, input, h('span', null, label));
    })));
  }

  #toggle(name: 'simple' | 'contrast' | 'aloud', title: string, hint: string): HTMLElement {
    const input = h<HTMLInputElement>('input', { type: 'checkbox', name });
    input.onchange = () => {
      this.#settings[name] = input.checked;
      this.#acts.changed(this.#settings);
    };
    return h('label.toggle', null, input, h('span', null, title, h('span.fine', null, hint)));
  }
}
