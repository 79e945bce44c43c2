/* Questions that stop everything else: yes or no. */
import { button, h } from '../dom';

let count = 0;

/** A dialog with a title that names it. */
export function dialog(look: string, title: string, ...content: Node[]): HTMLDialogElement {
  const id = `dialog-${(count += 1)}`;
  const node = h<HTMLDialogElement>('dialog' + look, { 'aria-labelledby': id }, h('h2', { id }, title), ...content);
  // A press beside it closes it, as people expect.
  node.addEventListener('click', (event) => { if (event.target === node) node.close(); });
  return node;
}

/** Asks within `host`; resolves to whether yes was pressed. */
export function confirmed(host: Element, title: string, text: string, yes: string): Promise<boolean> {
  return new Promise((resolve) => {
    let answer = false;
    const node = dialog('.confirm', title, h('p', null, text), h('div.act', null,
      button('.quiet', '取消', () => node.close()),
      button('.loud', yes, () => { answer = true; node.close(); })));
    node.onclose = () => {
      node.remove();
      resolve(answer);
    };
    host.append(node);
    node.showModal();
  });
}
