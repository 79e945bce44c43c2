/* Plain words: an answer without references to the law, its sums, whom to call for a step. */
import { list } from '../dom';
import type { Card } from '../model';

const NUMBER = '[一二三四五六七八九十百千零〇\\d]+';
const ARTICLE = `第${NUMBER}条(?:之${NUMBER})?(?:第${NUMBER}款)?(?:第[（(]?${NUMBER}[）)]?项)?`;
const TITLE = '《[^》]*(?:法|法典|条例|解释|办法|规定|规则|细则)(?:（[^）]*）)?》';
/** Stands for a reference while the words around it are looked at; a private character of Unicode. */
const MARK = '\uE000';
const PLAINER: [RegExp, string][] = [
  [/惩罚性赔偿金?/g, '加罚赔偿'], [/精神损害赔偿/g, '精神上受罪的赔偿'], [/诉讼时效/g, '起诉的期限'],
  [/举证责任/g, '谁来证明'], [/标的物/g, '东西'], [/价款/g, '货款'],
];
const VERDICTS: Record<string, string> = {
  supported: '可以要', depends: '看情况', unsupported: '多半要不到', unknown: '现在还说不准',
};

/**
 * Words without references to the law: what only cites goes, what the law says stays as 法律.
 * `laws`: the names that stand in the text without 《》. Empty when a reference is left that is
 * bound to the words around it.
 */
export function withoutLaw(text: string, laws: readonly string[] = []): string {
  const names = [...laws].sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') + '(?:实施条例)?');
  const name = `(?:中华人民共和国)?(?:${[TITLE, ...names].join('|')})`;
  const one = `${name}(?:${ARTICLE}(?:[、和及与]${ARTICLE})*)?`;
  const said = text.replace(new RegExp(`${one}(?:[、，；和及与]${one})*`, 'g'), MARK)
    .replace(new RegExp(`[（(][^（()）]*${MARK}[^（()）]*[）)]`, 'g'), '')
    .replace(new RegExp(`(.?)(?:依据|根据|依照|按照|依|按)[是:：]*${MARK}(?:等)?(?:的?规定)?([，,。；;]?)`, 'g'),
      (found, before: string, after: string) => (/[不没未]/.test(before) ? found
        : before + (after === '。' && before && !/[。！？\n]/.test(before) ? after : '')))
    .replace(new RegExp(MARK, 'g'), '法律')
    .replace(/[，,、；;：:]+([。！？])/g, '$1')
    .replace(/^[，,、。；;：:\s]+|[，,、；;：:\s]+$/g, '');
  return new RegExp(`第${NUMBER}条`).test(said) ? '' : said;
}

/** The same in words that need no lawyer. */
export const plainer = (words: string): string =>
  PLAINER.reduce((text, [hard, easy]) => text.replace(hard, easy), words);

/** The names of the laws that a card cites. */
export function lawsOf(card: Card): string[] {
  const cites = [card, ...list(card.claims), ...list(card.points)].flatMap((part) => list(part.cites));
  return [...new Set(cites.map((cite) => String(cite.law || '')).filter(Boolean))];
}

/** The headline in plain words; empty where it cannot be told from the law. */
export const headline = (card: Card): string => plainer(withoutLaw(String(card.headline || ''), lawsOf(card)));

export const figure = (sum: number, most?: number): string =>
  (most === undefined || most === sum ? String(sum) : `${sum}～${most}`);

/** What one claim comes to; empty while it is not known. */
export function figureOf(claim: Card): string {
  if (typeof claim.amount === 'number') return figure(claim.amount);
  const range = list(claim.range);
  return range.length === 2 ? figure(range[0], range[1]) : '';
}

/** The sum of all, else that of the only claim that may hold, with those claims line by line. */
export function wanted(card: Card): { total: string; verdict: string; claims: { name: string; sum: string }[] } {
  const claims = list(card.claims).filter((claim) => claim.status !== 'no')
    .map((claim) => ({ name: plainer(String(claim.name)), sum: figureOf(claim) }));
  const total = typeof card.total === 'number' ? figure(card.total) : claims.length === 1 ? claims[0].sum : '';
  return { total, verdict: VERDICTS[card.verdict] || '', claims: claims.length > 1 ? claims : [] };
}

/** Who is called for a step: a body whose number stands in its words, or that its remedy is named for. */
export function helperOf(step: Card | undefined, bodies: unknown): Card | undefined {
  if (!step) return undefined;
  const words = [step.title, step.detail, step.remedy].join(' ');
  return list<Card>(bodies).find((body) => {
    const number = String(body.phone || '').replace(/[^\d-]/g, '');
    return number && (new RegExp(`(?:^|\\D)${number}(?:\\D|$)`).test(words)
      || (step.remedy && String(body.id).startsWith(step.remedy + '_')));
  });
}
