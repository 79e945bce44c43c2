/* A case once it is handed in: number, state, what comes next, what can be saved. */
import { bullets, button, copier, day, fold, h, link, list, prose, type Child } from '../dom';
import type { Card } from '../model';
import type { Shown } from './shown';
import { dueItem } from './way';

const FORMATS: Record<string, string> = { docx: 'Word', pdf: 'PDF', txt: '文字', html: '网页', ics: '日历' };
const DOOR = '/webhooks/web';

/** What was handed in: the number, what to do next, what can be saved. */
export function caseSummary(shown: Shown): Child[] {
  const { card } = shown;
  return [h('section.sheet.case', null,
    h('h2', null, card.title || '已经提交'), ...head(shown), next(card.next),
    list(card.documents).length > 0 && h('div.part', null, h('h3', null, '您的文书'), files(shown)),
    deadlines(card))];
}

export function caseStatus(shown: Shown): Child[] {
  const { card } = shown;
  return [h('section.sheet.case', null,
    h('h2', null, card.title || '办理进度'), ...head(shown), next(card.next),
    list(card.events).length > 0 && h('h3', null, '办理经过'),
    bullets('.events', card.events, (event) => [
      h('strong', null, event.state), ' ', h('span.fine', null, when(event.at)),
      event.text && h('p', null, event.text)]),
    deadlines(card))];
}

/** Files to save, with the words before them. */
export const documents = (shown: Shown): Child[] =>
  [h('section.sheet.case', null, ...prose(shown.reply.text), files(shown))];

function head({ chat, card }: Shown): Child[] {
  const page = String(card.status_url || '');
  return [h('div', null,
    card.number && h('p.number', null, h('span.fine', null, '编号'), h('strong', null, card.number),
      copier('.quiet', '复制', () => String(card.number))),
    card.state_name && h('p', null, '现在：', h('span.pill', null, card.state_name)),
    card.text && h('div.words', null, ...prose(card.text)),
    page.startsWith('/case/') && link(chat.server + page, '以后在这里查进度'))];
}

function deadlines(card: Card): HTMLElement | null {
  const all = bullets('', card.deadlines, dueItem);
  return all && fold('.fold', '别误期限', `${card.deadlines.length}个`, all);
}

function next(steps: unknown): HTMLElement | null {
  if (typeof steps === 'string') return steps ? h('div.words', null, ...prose(steps)) : null;
  return bullets('.next', steps, (step) => (typeof step === 'string' ? [step]
    : [h('strong', null, step.title), step.detail && h('p.fine', null, step.detail)]));
}

function when(at: unknown): string {
  const [date, time] = String(at || '').split('T');
  return date ? day(date) + (time ? ' ' + time.slice(0, 5) : '') : '';
}

/** The files of a card, those that differ in their format only in one line. */
function files(shown: Shown): HTMLElement | null {
  const groups = new Map<string, Card[]>();
  for (const file of list<Card>(shown.card.documents)) {
    const found = /^(.+)\.(docx|pdf|txt|html|ics)$/.exec(file.label || '');
    const name = found ? found[1] : String(file.label || file.name);
    groups.set(name, [...(groups.get(name) || []), { ...file, format: found ? FORMATS[found[2]] : '' }]);
  }
  return bullets('.documents', [...groups], ([name, all]: [string, Card[]]) => (all.every((file) => file.format)
    ? [h('span', null, name), h('div.act', null, ...all.flatMap((file) => download(shown, file, name)))]
    : all.flatMap((file) => download(shown, file))));
}

/** Where a file lies behind the server's web door; nothing for any other address. */
function pathOf(file: Card): string {
  const url = String(file.url || '');
  if (!url) return file.name ? '/documents/' + encodeURIComponent(file.name) : '';
  return url.startsWith(DOOR + '/') && !/(?:^|\/)(?:\.|%2e){2}(?:\/|$)/i.test(url) ? url.slice(DOOR.length) : '';
}

/** What a file is saved as: its own name, else the last part of its address. */
function nameOf(file: Card): string | undefined {
  if (file.name) return String(file.name);
  const last = String(file.url || '').split('/').pop()!;
  try {
    return /\.[a-z]{2,4}$/.test(last) ? decodeURIComponent(last) : undefined;
  } catch {
    return last;
  }
}

/** The button that saves a file, and how that went; `name`: the line it stands in, beside its format. */
function download({ chat }: Shown, file: Card, name?: string): Child[] {
  const label = String(name ? file.format : file.label || file.name);
  const path = pathOf(file);
  if (!path) return [h('span', null, label)];
  const note = h('span.fine', { role: 'status' });
  const node = button('.file', label, async () => {
    node.disabled = true;
    note.textContent = '正在下载…';
    note.textContent = await chat.save(path, nameOf(file)).then(() => '已下载', () => '没下载成，请再试一次');
    node.disabled = false;
  });
  if (name) node.setAttribute('aria-label', `${name} ${file.format}`);
  return [node, note];
}
