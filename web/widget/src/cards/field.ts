/* An input that fits its question: label, hint, unit, limit, and words for what cannot be right. */
import { day, h, type Child } from '../dom';
import type { Card, Turn } from '../model';
import { bareNumber, fault, isPast, type Rule } from './check';
import { own } from './own';
import { uid, type Shown } from './shown';

type Box = HTMLInputElement | HTMLTextAreaElement;
interface Look { props?: Record<string, unknown>; unit?: string; long?: boolean; limit?: number }

/** The most a message may hold. */
export const LONGEST = 2000;
const NEAR = 100;
const LOOKS: Record<string, Look> = {
  money: { props: { inputMode: 'decimal' }, unit: '元', limit: 20 },
  count: { props: { inputMode: 'numeric' }, limit: 20 },
  number: { props: { inputMode: 'numeric' }, limit: 20 },
  day: { props: { type: 'date' } },
  date: { props: { type: 'date' } },
  phone: { props: { type: 'tel', inputMode: 'tel', autocomplete: 'tel' } },
  name: { props: { autocomplete: 'name' } },
  address: { props: { autocomplete: 'street-address', rows: 2 }, long: true, limit: 300 },
  long: { long: true, limit: LONGEST },
  text: { props: { rows: 2 }, long: true, limit: 200 },
};

/** What is typed and not yet said, by turn: a card drawn anew still holds it. */
const unsaid = new WeakMap<Turn, Map<string, string>>();

/** A day `ago`, in ISO form, by this device's calendar. */
export function dayAgo(ago: number): string {
  const then = new Date();
  then.setDate(then.getDate() - ago);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${then.getFullYear()}-${two(then.getMonth() + 1)}-${two(then.getDate())}`;
}

/** Minds a box: what is typed outlives a redraw; near the limit it counts; it tells what is wrong. */
export function mind(turn: Turn, key: string, box: Box, limit: number): { below: Child[]; tell: (wrong: string) => void; forget: () => void } {
  const held = unsaid.get(turn) || new Map<string, string>();
  unsaid.set(turn, held);
  const error = h('p.error', { id: uid(), role: 'alert' });
  const counter = h('p.counter', { 'aria-live': 'polite' });
  const described = box.getAttribute('aria-describedby');
  const tell = (wrong: string): void => {
    error.textContent = wrong;
    if (wrong) box.setAttribute('aria-invalid', 'true');
    else box.removeAttribute('aria-invalid');
    const ids = [described, wrong && error.id].filter(Boolean).join(' ');
    if (ids) box.setAttribute('aria-describedby', ids);
    else box.removeAttribute('aria-describedby');
  };
  const count = (): void => {
    const left = limit - Array.from(box.value.trim()).length;
    counter.textContent = left < 0 ? `多了${-left}个字，请删短些` : left <= Math.min(NEAR, limit / 4) ? `还能写${left}个字` : '';
    counter.classList.toggle('over', left < 0);
  };
  box.value = held.get(key) ?? box.value;
  box.addEventListener('input', () => { held.set(key, box.value); tell(''); count(); });
  count();
  return { below: [counter, error], tell, forget: () => { held.delete(key); } };
}

/** A question's input with its button; `labelled` is the id of the question, `done` gets words. */
export function field({ turn }: Shown, ask: Card, labelled: string, done: (value: string) => void): HTMLFormElement {
  const { props, unit, long, limit = 200 } = own(LOOKS, ask.kind) || {};
  const hint = ask.hint ? h('p.fine.hint', { id: uid() }, ask.hint) : null;
  const latest = props && props.type === 'date' && isPast(String(ask.question)) ? dayAgo(0) : undefined;
  const required = ask.required !== false;
  const box = h<Box>(long ? 'textarea' : 'input', {
    ...(long ? { rows: 4 } : { type: 'text' }), autocomplete: 'off', ...props, ...(latest ? { max: latest } : {}),
    'aria-labelledby': labelled, 'aria-required': required, ...(hint ? { 'aria-describedby': hint.id } : {}),
  });
  const { below, tell } = mind(turn, String(ask.fact || ask.field), box, limit);
  const rule: Rule = { kind: ask.kind, required, limit, latest };
  const form = h<HTMLFormElement>(long ? 'form.entry.long' : 'form.entry', { noValidate: true }, hint,
    h('span.box', null, box, unit && h('span.unit', null, unit)),
    h('button.loud', { type: 'submit' }, '确定'), ...below);
  form.onsubmit = (event) => {
    event.preventDefault();
    const wrong = box.validity.badInput ? '日子没选完整，请把年、月、日都选好。' : fault(box.value, rule);
    tell(wrong);
    if (wrong) return box.focus();
    const value = box.value.trim();
    done(box.type === 'date' ? day(value) : unit ? bareNumber(value) + unit : value);
  };
  return form;
}

/** A button that opens the picker of photos and PDF files. */
export function fileButton(): HTMLButtonElement {
  const node = h<HTMLButtonElement>('button.loud.choose-file', { type: 'button' }, '选照片或PDF');
  node.onclick = () => {
    node.dispatchEvent(new CustomEvent('weiquan-choose-file', { bubbles: true, composed: true }));
  };
  return node;
}
