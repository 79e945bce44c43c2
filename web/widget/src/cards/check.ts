/* What is typed into a form: whether it can be right, and in words what to do when it cannot. */
import { own } from './own';

export interface Rule { kind: string; required: boolean; limit: number; latest?: string }

const HAN = '[零〇一二两三四五六七八九十百千万亿半点几多来]+';
const SUM = new RegExp(`^[¥￥]?(?:\\d+(?:\\.\\d+)?[百千万亿]?|${HAN})$`);
const MOBILE = /(?:^|\D)(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?!\d)/;
const LANDLINE = /(?:^|\D)(?:0\d{2,3}[-) ]?[2-9]\d{6,7}|[48]00[- ]?\d{3}[- ]?\d{4})(?!\d)/;
/** Days that questions ask of which may lie ahead. */
const AHEAD = /到期|约定|最晚|最后付款|预定|预计|说好|答应|期限|截止|届满|结束|打算/;

/** Whether a question about a day is about one that has come already. */
export const isPast = (question: string): boolean => !AHEAD.test(question);

/** A number as people type it, without what only dresses it: full-width signs, commas, the unit. */
export const bareNumber = (typed: string): string =>
  typed.normalize('NFKC').replace(/[,，\s]/g, '').replace(/(?:元|块钱|块)(?:整)?$/, '');

/** What is wrong with a value as it stands; empty when it can be right. */
export function fault(value: string, rule: Rule): string {
  const typed = value.trim();
  if (!typed) return rule.required ? '这一项还空着，请填好再按按钮。' : '还没写。没有可写的，可以跳过这一项。';
  const over = Array.from(typed).length - rule.limit;
  if (over > 0) return `多了${over}个字，请删短些再按按钮。`;
  const wrong = own(KINDS, rule.kind);
  return wrong ? wrong(typed, rule) : '';
}

const KINDS: Record<string, (typed: string, rule: Rule) => string> = {
  money: (typed) => (SUM.test(bareNumber(typed)) ? '' : '没看出是多少钱。请只写数字，比如3999或12.5。'),
  count: (typed) => (/\d/.test(typed.normalize('NFKC')) || /[零〇一二两三四五六七八九十百]/.test(typed) ? ''
    : '没看出是多少。请写数字，比如3。'),
  phone: (typed) => {
    const plain = typed.normalize('NFKC');
    return MOBILE.test(plain) || LANDLINE.test(plain) ? ''
      : '这个号码打不通。手机是11位，固定电话要带区号，比如0571-87654321，请核对一遍。';
  },
  id_number: (typed) => {
    const digits = typed.normalize('NFKC').replace(/\s/g, '');
    return /^\d+[Xx]?$/.test(digits) && digits.length !== 18 && digits.length !== 15
      ? `身份证号是18位，现在写了${digits.length}位，请核对一遍。` : '';
  },
  day: (typed, { latest }) => (latest && /^\d{4}-\d{2}-\d{2}$/.test(typed) && typed > latest
    ? '这一天还没到。请选今天或更早的日子。' : ''),
};
KINDS.number = KINDS.count;
KINDS.date = KINDS.day;
