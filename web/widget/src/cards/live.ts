/* Parts that can be used until the person says something more, then stay as plain words. */
import { fill, h, type Child } from '../dom';
import type { Turn } from '../model';
import type { Shown } from './shown';

/** `said`: what the person said next, in `next`; empty while the part is open. */
type Build = (open: boolean, said: string, next?: Turn) => Child[];

const redraws = new WeakMap<Element, () => void>();

/** A part that is rebuilt when a later turn `ends` what could be done in it. */
export function live(
  { chat, turn }: Shown, what: string, build: Build, ends: (later: Turn) => boolean = (later) => !later.from,
): HTMLElement {
  const node = h(what);
  let drawn = '';
  const redraw = (): void => {
    const turns = chat.turns();
    const next = turns.slice(turns.findIndex((one) => one.key === turn.key) + 1).find(ends);
    const now = next ? next.key : 'open';
    if (now === drawn) return;
    // What was read out once is not read out again because its buttons are gone.
    if (drawn) node.setAttribute('aria-live', 'off');
    drawn = now;
    node.textContent = '';
    fill(node, ...build(!next, next ? next.text : '', next));
    node.classList.toggle('open', !next);
  };
  node.classList.add('live');
  redraws.set(node, redraw);
  redraw();
  return node;
}

/** Brings the parts within a node in line with what was said since. */
export function refresh(within: ParentNode): void {
  within.querySelectorAll('.live').forEach((node) => {
    const redraw = redraws.get(node);
    if (redraw) redraw();
  });
}

/** What was on offer, as words; what was taken is marked. */
export const taken = (labels: string[], said: string): HTMLElement => h('ul.options', null, ...labels.map((label) =>
  (said === label || said.split('、').includes(label)
    ? h('li.picked', null, '✓ ' + label, h('span.hidden', null, '（您选了）')) : h('li', null, label))));
