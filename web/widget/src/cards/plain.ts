/* What an answer comes to, and whom to call for a step. */
import { list } from '../dom';
import type { Card, Message } from '../model';

const VERDICTS: Record<string, string> = {
  supported: '可以要', depends: '看情况', unsupported: '多半要不到', unknown: '现在还说不准',
};

export const figure = (sum: number, most?: number): string =>
  (most === undefined || most === sum ? String(sum) : `${sum}～${most}`);

/** What one claim comes to; empty while it is not known. */
export function figureOf(claim: Card): string {
  if (typeof claim.amount === 'number') return figure(claim.amount);
  const range = list(claim.range);
  return range.length === 2 ? figure(range[0], range[1]) : '';
}

/** The sum of all, else that of the only claim that may hold, with those claims line by line. */
export function wanted({ custom, plain }: Message): { total: string; verdict: string; claims: { name: string; sum: string }[] } {
  const card = custom!;
  const claims = list(card.claims)
    .map((claim, i) => ({ open: claim.status !== 'no', name: plain?.names[i] || String(claim.name), sum: figureOf(claim) }))
    .filter(({ open }) => open).map(({ name, sum }) => ({ name, sum }));
  const total = typeof card.total === 'number' ? figure(card.total) : claims.length === 1 ? claims[0].sum : '';
  return { total, verdict: VERDICTS[card.verdict] || '', claims: claims.length > 1 ? claims : [] };
}

/** The steps not done yet, in plain words, as they are in the card. */
export const ahead = ({ custom, plain }: Message): { title: string; detail: string; step: Card }[] =>
  list<Card>(custom!.steps).map((step, i) => ({ title: step.title, detail: step.detail, ...plain?.steps[i], step }))
    .filter(({ step }) => !step.done);

/** Who is called for a step: a body whose number stands in its words, or that its remedy is named for. */
export function helperOf(step: Card, bodies: unknown): Card | undefined {
  const words = [step.title, step.detail, step.remedy].join(' ');
  return list<Card>(bodies).find((body) => {
    const number = String(body.phone || '').replace(/[^\d-]/g, '');
    return number && (new RegExp(`(?:^|\\D)${number}(?:\\D|$)`).test(words)
      || (step.remedy && String(body.id).startsWith(step.remedy + '_')));
  });
}
