/* The draft as it would be handed in; each line can be written anew. */
import { bullets, button, fold, h, list, type Child } from '../dom';
import type { Card } from '../model';
import { fault } from './check';
import { LONGEST, mind } from './field';
import { live } from './live';
import { choose, headed, type Shown } from './shown';

/** The line being written, and how to leave it. */
interface Editing { close: (() => void) | null }

/** Older drafts fold away. */
export function draft(shown: Shown): Child[] {
  const { card } = shown;
  const needed = (line: Card): boolean => line.value || line.required;
  const fields = list<Card>(card.fields);
  const actions = list(card.actions);
  return [live(shown, 'section.draft', (open, said) => {
    const editing: Editing = { close: null };
    const drawn = (some: Card[]): HTMLElement =>
      h('dl.lines', null, ...some.map((line) => draftLine(shown, line, open ? editing : null)));
    const lines = drawn(fields.filter(needed));
    const spare = fields.filter((line) => !needed(line));
    if (!open) {
      const chosen = actions.some((action) => action.label === said);
      return [fold('.whole', '当时的草稿', chosen ? `您选了“${said}”` : '',
        h('div.sheet', null, h('h2', null, card.title), lines))];
    }
    return [h('div.sheet', null,
      headed(shown, h('h2', null, card.title)),
      h('p.fine', null, '这是草稿，还没有提交。请逐项核对，不对的点“改”。'),
      findings(card.findings), lines,
      spare.length > 0 && fold('.fold', '还可以补充', `${spare.length}项，没有就不用填`, drawn(spare)),
      h('div.act', null, ...actions.map((action, i) =>
        button(i ? '' : '.loud', action.label, () => choose(shown, 'draft', action)))))];
  })];
}

/** What would send it back, and how to mend it: what must be mended first. */
function findings(all: unknown): HTMLElement | null {
  const blocks = (found: Card): boolean => found.level === 'blocks';
  const sorted = [...list<Card>(all).filter(blocks), ...list<Card>(all).filter((found) => !blocks(found))];
  return bullets('.findings', sorted, (found) => [
    h(blocks(found) ? 'span.pill.alarm' : 'span.pill.depends', null, blocks(found) ? '要先补' : '留意'),
    h('span', null, found.text), found.cure && h('p.fine', null, '怎么办：' + found.cure)]);
}

function draftLine(shown: Shown, line: Card, editing: Editing | null): HTMLElement {
  const value = String(line.value || '');
  const shownValue = h('p.value', null, value || h('span.fine', null, line.required ? '还没填，必须填' : '没填'));
  const body = h('dd', null, shownValue);
  const look = line.required && !value ? 'div.line.missing' : value.length > 60 ? 'div.line.tall' : 'div.line';
  const node = h(look, null, h('dt', null, line.name), body);
  if (editing && line.editable) {
    const verb = value ? '改' : '填写';
    const edit = button('.quiet', verb, () => {
      if (editing.close) editing.close();
      editing.close = rewrite(shown, line, node, [shownValue, edit], () => { editing.close = null; });
    });
    edit.setAttribute('aria-label', `${verb}“${line.name}”`);
    body.append(edit);
  }
  return node;
}

/** Writes a line anew in its place; returns how to leave, which keeps what was typed. */
function rewrite(
  shown: Shown, line: Card, node: HTMLElement, instead: HTMLElement[], left: () => void,
): () => void {
  // A masked value is written anew: its stars are no value.
  const hidden = line.private && /\*/.test(line.value || '');
  const value = hidden ? '' : String(line.value || '');
  const limit = LONGEST - Array.from(`${line.name}改成：`).length;
  const box = h<HTMLTextAreaElement>('textarea', { value, 'aria-label': line.name,
    rows: Math.min(10, Math.max(2, Math.ceil(value.length / 18) + 1)) });
  const { below, tell, forget } = mind(shown.turn, 'edit.' + line.id, box, limit);
  const close = (): void => {
    form.remove();
    node.classList.remove('editing');
    instead.forEach((one) => { one.hidden = false; });
    left();
  };
  const cancel = (): void => { forget(); close(); instead[1].focus(); };
  const form = h<HTMLFormElement>('form.entry.long', { noValidate: true }, box,
    hidden && h('p.fine', null, '原来写的不显示全部，请整个重写。'), ...below,
    h('div.act', null, h('button.loud', { type: 'submit' }, '保存'), button('.quiet', '取消', cancel)));
  form.onkeydown = (event) => {
    if (event.isComposing) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      cancel();
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      save();
    }
  };
  form.onsubmit = (event) => { event.preventDefault(); save(); };
  function save(): void {
    const now = box.value.trim();
    if (now === value && now) return cancel();
    const wrong = now || line.required ? fault(now, { kind: 'text', required: line.required, limit }) : '';
    tell(wrong);
    if (wrong) return box.focus();
    if (now === value) return cancel();
    return shown.chat.say(`${line.name}改成：${now || '（空）'}`,
      { edit: { field: line.id, value: now }, ...(line.private ? { secret: true } : {}) });
  }
  instead.forEach((one) => { one.hidden = true; });
  node.classList.add('editing');
  node.lastElementChild!.append(form);
  box.focus();
  return close;
}
