/* Who is answering: the program, or people and how far away they are. Always in sight. */
import { h } from '../dom';
import type { Desk } from '../model';

export class Status {
  readonly node = h('p.answering', { role: 'status' }, '程序在回答');
  desk: Desk | null = null;

  /** Whether a person is asked for or at work. */
  get manned(): boolean {
    return Boolean(this.desk && (this.desk.state === 'waiting' || this.desk.state === 'claimed'));
  }

  show(desk: Desk): void {
    this.desk = desk;
    const words = said(desk);
    if (this.node.textContent !== words) this.node.textContent = words;
    this.node.classList.toggle('manned', this.manned);
  }
}

/** The line for a state of the desk. */
export function said(desk: Desk): string {
  if (desk.state === 'claimed') return `人工${desk.staff || ''}在回答`;
  if (desk.state === 'waiting') {
    if (!desk.open) return '已留单，上班后人工在这里回您';
    return desk.place && desk.place > 1 ? `在等人工，前面还有${desk.place - 1}位` : '在等人工，下一位就是您';
  }
  return desk.open ? '程序在回答，人工在班' : '程序在回答，人工不在班';
}
