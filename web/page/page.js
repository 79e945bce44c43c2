/*
 * The chat page: keeps the conversation in localStorage, posts each message until it is answered,
 * draws the replies. Whatever comes from the server enters the page as text, never as markup.
 *
 * A turn is one exchange: {id, text, choice?, at, state, replies?, note?, tries}. Its state is
 * "waiting" (kept until the server has answered), "done" or "failed" (the server refused it).
 */
(() => {
  'use strict';

  const ENDPOINT = '/webhooks/rest/webhook';
  const LIMIT = 2000;
  const KEEP = 50;
  const DOTS_AFTER = 300;
  const SLOW_AFTER = 6000;
  const LOST_AFTER = 40000;
  const STATUS = { yes: '可以要', depends: '看情况', no: '要不到' };
  const DANGER = {
    health: '先顾身体，再说赔偿',
    fraud: '先停下，别再转账',
    self_harm: '您的平安最要紧',
    threat: '先保证自己安全',
  };

  const $ = (id) => document.getElementById(id);
  const list = (value) => (Array.isArray(value) ? value : []);
  const [log, box, jump] = [$('log'), $('message'), $('jump')];

  // --- What lasts ------------------------------------------------------------------------------

  const memory = {};

  function recall(key, otherwise) {
    try {
      const found = localStorage.getItem('weiquan.' + key);
      return found === null ? otherwise : JSON.parse(found);
    } catch (error) {
      return key in memory ? memory[key] : otherwise;
    }
  }

  function remember(key, value) {
    memory[key] = value;
    try {
      localStorage.setItem('weiquan.' + key, JSON.stringify(value));
      return true;
    } catch (error) {
      return false;
    }
  }

  /** A random UUID, also where crypto.randomUUID is missing (plain http, older phones). */
  function uuid() {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = Array.from(bytes, (byte) => (byte + 256).toString(16).slice(1)).join('');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  }

  let turns = list(recall('turns', []));
  let sender = recall('sender', '');
  if (!sender) remember('sender', (sender = uuid()));

  /** Keeps the last turns; when the browser's store is full, older answers go, never what waits. */
  function save() {
    let kept = turns.filter((turn, i) => i >= turns.length - KEEP || turn.state !== 'done');
    while (!remember('turns', kept) && kept.some((turn) => turn.state === 'done')) {
      kept = kept.filter((turn) => turn !== kept.find((old) => old.state === 'done'));
    }
  }

  // --- Small tools -----------------------------------------------------------------------------

  /** An element: `what` is "tag.class.class", `props` are properties or, with "-", attributes. */
  function h(what, props, ...children) {
    const [tag, ...classes] = what.split('.');
    const node = document.createElement(tag);
    if (classes.length) node.className = classes.join(' ');
    for (const [name, value] of Object.entries(props || {})) {
      if (name.includes('-')) node.setAttribute(name, value);
      else node[name] = value;
    }
    node.append(...children.filter((child) => child || child === 0));
    return node;
  }

  const button = (look, label, onclick) => h('button' + look, { type: 'button', onclick }, label);
  const paragraphs = (text) =>
    String(text || '').split(/\n+/).filter((line) => line.trim()).map((line) => h('p', {}, line));
  const day = (iso) => String(iso).replace(/^(\d+)-0?(\d+)-0?(\d+)$/, '$1年$2月$3日');

  /** Text with every sum of money set off. */
  function sums(text) {
    return String(text || '')
      .split(/(\d[\d,.]*(?:[～~至-]\d[\d,.]*)?[万亿]?元)/)
      .map((part, i) => (i % 2 ? h('strong.sum', {}, part) : part));
  }

  function link(url, label) {
    if (!/^https?:\/\//.test(url || '')) return null;
    const hint = h('span.hidden', {}, '（打开新页面）');
    return h('a.link', { href: url, target: '_blank', rel: 'noopener' }, label, hint);
  }

  function copier(look, label, text) {
    return button(look, label, async (event) => {
      const node = event.target;
      node.textContent = (await copy(text())) ? '已复制' : '没复制成，请长按选取';
      setTimeout(() => { node.textContent = label; }, 2500);
    });
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch (error) {
      const area = h('textarea.hidden', { value: text });
      document.body.append(area);
      area.select();
      const done = document.execCommand('copy');
      area.remove();
      return done;
    }
  }

  function scrollTo(node) {
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    node.scrollIntoView({ behavior: calm ? 'auto' : 'smooth', block: 'start' });
  }

  // --- Sending ---------------------------------------------------------------------------------

  let sending = false;
  let alarm = 0;
  let notBefore = 0;
  let flight = null;

  /**
   * Says something for the person: shows it, stores it, sends it when its turn comes.
   * @param {string} text what is said
   * @param {{fact: string, value: string}} [choice] the option pressed, if one was
   */
  function say(text, choice) {
    const turn = { id: uuid(), text, at: Date.now(), state: 'waiting', tries: 0 };
    if (choice) turn.choice = choice;
    turns.push(turn);
    save();
    draw();
    const node = nodes.get(turn.id);
    if (document.activeElement !== box) node.firstChild.focus({ preventScroll: true });
    scrollTo(node);
    wake();
  }

  /** Sends whatever waits, in order; stops at the first that must wait. `now`: whatever was told. */
  async function wake(now) {
    clearTimeout(alarm);
    showNet();
    if (sending || !navigator.onLine) return;
    if (!now && Date.now() < notBefore) {
      alarm = setTimeout(wake, notBefore - Date.now());
      return;
    }
    sending = true;
    let turn;
    while ((turn = turns.find((one) => one.state === 'waiting'))) {
      const stopDots = showDots(turn);
      const outcome = await post(turn);
      stopDots();
      if (!turns.includes(turn)) continue;
      Object.assign(turn, outcome.change);
      save();
      paint(turn);
      if (outcome.again) {
        notBefore = Date.now() + outcome.again;
        alarm = setTimeout(wake, outcome.again, true);
        break;
      }
    }
    sending = false;
  }

  /** One attempt. Returns what changes in the turn, and after how long to try again, if at all. */
  async function post(turn) {
    const metadata = turn.choice ? { id: turn.id, choice: turn.choice } : { id: turn.id };
    const tries = turn.tries + 1;
    const again = Math.min(30000, 1000 * 2 ** (tries - 1)) * (0.8 + 0.4 * Math.random());
    const mine = new AbortController();
    const timer = setTimeout(() => mine.abort(), LOST_AFTER);
    flight = mine;
    try {
      const response = await fetch(ENDPOINT, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
        body: JSON.stringify({ sender, message: turn.text, metadata }),
        signal: mine.signal,
      });
      const data = await response.json().catch(() => null);
      if (response.ok && Array.isArray(data)) {
        return { change: { state: 'done', replies: data, note: '', tries } };
      }
      const detail = (data && data.detail) || '';
      const busy = response.status === 429 || response.status === 503;
      if (busy || response.status === 408 || (tries < 6 && (response.ok || response.status >= 500))) {
        const told = 1000 * Number(response.headers.get('Retry-After')) || 0;
        const note = detail || '服务这会儿忙。';
        return { change: { note, tries }, again: Math.min(120000, Math.max(told, again)) };
      }
      const note = detail || '这句没能送到。';
      return { change: { state: 'failed', note, tries, edit: response.status < 500 } };
    } catch (error) {
      return { change: { note: '没连上。', tries }, again };
    } finally {
      clearTimeout(timer);
    }
  }

  function retry(turn) {
    Object.assign(turn, { state: 'waiting', tries: 0, note: '' });
    save();
    paint(turn);
    wake(true);
  }

  /** A refused message goes back into the box, before anything typed since. */
  function takeBack(turn) {
    turns = turns.filter((one) => one !== turn);
    box.value = [turn.text, box.value].filter(Boolean).join('\n');
    save();
    draw();
    typed();
    box.focus();
  }

  // --- The conversation ------------------------------------------------------------------------

  const nodes = new Map();

  /** Brings the page in line with `turns`. */
  function draw() {
    $('opening').hidden = turns.length > 0;
    $('restart').hidden = !turns.length;
    for (const [id, node] of nodes) {
      if (turns.some((turn) => turn.id === id)) continue;
      node.remove();
      nodes.delete(id);
    }
    for (const turn of turns) {
      if (nodes.has(turn.id)) continue;
      const said = h('p.mine', { tabIndex: -1 }, h('span.hidden', {}, '您说：'), turn.text);
      nodes.set(turn.id, h('div.turn', {}, said));
      paint(turn);
    }
    turns.forEach((turn, i) => {
      const node = nodes.get(turn.id);
      if (log.children[i] !== node) log.insertBefore(node, log.children[i] || null);
    });
    refreshQuestions();
  }

  /** Draws what follows a person's words: the replies, or how the sending stands. */
  function paint(turn) {
    const node = nodes.get(turn.id);
    while (node.children.length > 1) node.lastChild.remove();
    if (turn.state === 'done') node.append(...replies(turn));
    else if (turn.note || !navigator.onLine) node.append(stateLine(turn));
    refreshQuestions();
  }

  function stateLine(turn) {
    if (turn.state === 'waiting') {
      return h('div.state', {}, h('span', {}, (turn.note || '还没发出。') + '话已存好，会自动再发。'),
        navigator.onLine && button('.quiet', '现在再发', () => { turn.tries = 0; wake(true); }));
    }
    const act = turn.edit
      ? button('', '改一改再发', () => takeBack(turn))
      : button('', '再发一次', () => retry(turn));
    return h('div.state.bad', {}, h('span', {}, turn.note), act);
  }

  /** Shows that an answer is being worked out, unless it comes at once; returns how to stop. */
  function showDots(turn) {
    const words = h('span', {}, '正在看');
    const dots = h('div.dots', {}, h('i'), h('i'), h('i'), words);
    const timers = [
      setTimeout(() => nodes.has(turn.id) && nodes.get(turn.id).append(dots), DOTS_AFTER),
      setTimeout(() => { words.textContent = '比平时慢一些，还在看，您的话已经存好'; }, SLOW_AFTER),
    ];
    return () => {
      timers.forEach(clearTimeout);
      dots.remove();
    };
  }

  function replies(turn) {
    const isDanger = (reply) => reply.custom && reply.custom.type === 'danger';
    const all = list(turn.replies).filter(Boolean);
    const inOrder = [...all.filter(isDanger), ...all.filter((reply) => !isDanger(reply))];
    const drawn = inOrder.map((reply) => drawReply(turn, reply)).filter(Boolean);
    return drawn.length ? drawn : [h('p.fine', {}, '已收到。')];
  }

  /** One reply. A card that cannot be drawn falls back to its text: an answer is never lost. */
  function drawReply(turn, reply) {
    const custom = reply.custom || {};
    const known = Object.prototype.hasOwnProperty.call(CARDS, custom.type) && CARDS[custom.type];
    try {
      if (known) return known(turn, custom, reply);
    } catch (error) {
      console.error(error);
    }
    return reply.text ? h('div.sheet.say', {}, ...paragraphs(reply.text)) : null;
  }

  const CARDS = {
    answer: answerCard,
    danger: (turn, card) => h('section.sheet.danger', {},
      h('h2', {}, DANGER[card.kind] || '先保证安全'),
      h('div.words', {}, ...paragraphs(card.text)), bodies(card.bodies)),
    handoff: (turn, card) => h('section.sheet', {},
      h('h2.headline', {}, card.headline), card.hours && h('p.fine', {}, '时间：' + card.hours),
      bodies(card.bodies)),
    notice: (turn, card) => h('div.sheet.say.notice', {}, ...paragraphs(card.text)),
    choose_dispute: (turn, card) => {
      const options = list(card.options).filter((option) => option.id !== 'none');
      options.push({ id: 'none', label: '都不是' });
      return question(turn, { fact: 'dispute', question: card.question, kind: 'choice', options });
    },
  };

  // --- The answer ------------------------------------------------------------------------------

  function answerCard(turn, card, reply) {
    const labels = card.fact_labels || {};
    const sheet = h('article.sheet.answer', {},
      h('h2.kicker', {}, (card.dispute && card.dispute.name) || '回答'),
      h('p.headline', {}, ...sums(card.headline)),
      claims(card, labels),
      steps(card.steps),
      folds(card),
      facts(labels),
      h('div.tools', {},
        card.as_of && h('span.fine', {}, lawDay(card)),
        copier('.quiet', '复制这份回答', () => reply.text || sheet.innerText)));
    sheet.append(
      offer(turn, '还可能涉及', list(card.also), 'name', 'dispute'),
      offer(turn, '接下来还可以', list(card.offers), 'label'));
    const whole = document.createDocumentFragment();
    whole.append(sheet, card.ask ? question(turn, card.ask) : '');
    return whole;
  }

  function lawDay(card) {
    const then = card.law_day && card.law_day !== card.as_of ? `（事情按${day(card.law_day)}的法律算）` : '';
    return `按${day(card.as_of)}有效的法律${then}`;
  }

  function claims(card, labels) {
    if (!list(card.claims).length) return null;
    const total = typeof card.total === 'number' &&
      h('p.total', {}, h('span', {}, '加起来可以要'), amount(card.total));
    return h('div.claims', {}, ...card.claims.map((one) => claim(one, labels)), total);
  }

  function amount(sum, most) {
    const figure = most === undefined || most === sum ? String(sum) : `${sum}～${most}`;
    return h('span.amount', {}, figure, h('small', {}, '元'));
  }

  function claim(found, labels) {
    const range = list(found.range);
    const missing = list(found.missing_facts).map((id) => labels[id] && labels[id].label).filter(Boolean);
    const holds = STATUS[found.status] ? found.status : 'depends';
    return h('section.claim', {},
      h('div.claim-head', {}, h('h3', {}, found.name), h('span.pill.' + holds, {}, STATUS[holds])),
      typeof found.amount === 'number' ? h('div', {}, amount(found.amount))
        : range.length === 2 && h('div', {}, amount(range[0], range[1])),
      h('p', {}, found.words),
      list(found.working).length > 0 &&
        h('ul.working', { 'aria-label': '怎么算的' }, ...found.working.map((line) => h('li', {}, line))),
      holds !== 'yes' && list(found.applies_if).length > 0 &&
        h('p.fine', {}, '成立的前提：' + found.applies_if.join('；')),
      missing.length > 0 && h('p.fine', {}, '还要知道：' + missing.join('、')),
      basis(found.cites));
  }

  /** The articles a statement rests on, folded behind one small line. */
  function basis(cites) {
    if (!list(cites).length) return null;
    const name = (cite) => cite.text || cite.law + cite.article;
    const label = '依据：' + name(cites[0]) + (cites.length > 1 ? `等${cites.length}条` : '');
    return h('details.basis', {}, h('summary', {}, label),
      h('ul.cites', {}, ...cites.map((cite) => h('li', {},
        h('strong', {}, name(cite)), h('p', {}, '大意：' + cite.gist),
        h('p.fine', {}, cite.in_force_to
          ? `${day(cite.in_force_from)}至${day(cite.in_force_to)}有效`
          : `${day(cite.in_force_from)}起施行，现行有效`),
        cite.full_text && h('details', {}, h('summary', {}, '条文原文'), h('p.pre', {}, cite.full_text)),
        link(cite.url, '看官方原文')))));
  }

  function steps(all) {
    if (!list(all).length) return null;
    return h('section.part', {}, h('h3', {}, '这样做'),
      h('ol.steps', {}, ...all.map((step) => h(step.done ? 'li.done' : 'li', {},
        h('strong', {}, step.title), step.done && h('span.fine', {}, '（已做）'),
        step.detail && h('p', {}, step.detail)))));
  }

  function folds(card) {
    const proofs = list(card.evidence);
    const have = proofs.filter((proof) => proof.have).length;
    const ahead = list(card.deadlines).map((due) => due.days_left)
      .filter((left) => typeof left === 'number' && left >= 0);
    const excuses = [...list(card.excuses)].sort((a, b) => Number(b.heard) - Number(a.heard));
    const notices = list(card.notices);
    const parts = [
      fold('留好证据', `${proofs.length}样` + (have ? `，已有${have}样` : ''), proofs, proofItem),
      fold('别误期限', ahead.length ? daysLeft(Math.min(...ahead)) : '', list(card.deadlines), dueItem),
      fold('可以找谁', '', list(card.bodies), bodyItem),
      fold('商家会怎么说，怎么回', `${excuses.length}条`, excuses, excuseItem),
      fold('说明', '', notices, (notice) => h('li', {}, notice.text),
        notices.some((notice) => notice.kind !== 'disclaimer')),
    ].filter(Boolean);
    return parts.length ? h('div.folds', {}, ...parts) : null;
  }

  function fold(title, hint, items, item, open) {
    if (!items.length) return null;
    return h('details.fold', { open: Boolean(open) },
      h('summary', {}, h('span', {}, title), hint && h('span.fine', {}, hint)),
      h('ul', {}, ...items.map(item)));
  }

  const proofItem = (proof) => h('li', {},
    h('strong', {}, proof.item), ' ', proof.have && h('span.pill', {}, '✓ 已有'),
    proof.why && h('p', {}, proof.why), proof.how && h('p.fine', {}, '怎么拿：' + proof.how));

  function daysLeft(left) {
    if (left < 0) return `已经过了${-left}天`;
    return left === 0 ? '就是今天' : `还剩${left}天`;
  }

  const dueItem = (due) => h('li', {},
    h('strong', {}, due.what), ' ',
    typeof due.days_left === 'number' &&
      h(due.days_left < 15 ? 'span.pill.depends' : 'span.pill', {}, daysLeft(due.days_left)),
    due.last_day && h('p', {}, '最后一天：' + day(due.last_day) + (due.estimated ? '（估算）' : '')),
    due.rule && h('p.fine', {}, due.rule), basis(due.cites));

  const bodyItem = (body) => h('li', {},
    h('strong', {}, body.name), body.why && h('p', {}, body.why),
    h('div.act', {},
      body.phone && h('a.call', { href: 'tel:' + String(body.phone).replace(/[^\d+]/g, '') },
        '拨打 ' + body.phone),
      link(body.url, '打开网站')));

  const bodies = (all) => list(all).length > 0 && h('ul.bodies', {}, ...all.map(bodyItem));

  const excuseItem = (met) => h('li', {},
    h('strong', {}, `“${met.said}”`), ' ', met.heard && h('span.pill.depends', {}, '您遇到了'),
    met.why && h('p', {}, met.why),
    h('p.fine', {}, '可以这样回：'), h('p.quote', {}, met.reply),
    met.screenshot && h('p.fine', {}, '记得截图：' + met.screenshot),
    h('div.act', {}, copier('', '复制这句话', () => met.reply)), basis(met.cites));

  function facts(labels) {
    const rows = Object.values(labels).filter((fact) => fact && fact.value);
    if (!rows.length) return null;
    return h('section.part', {}, h('h3', {}, '我理解的情况'),
      h('dl.facts', {}, ...[].concat(...rows.map((fact) =>
        [h('dt', {}, fact.label), h('dd', {}, String(fact.value))]))),
      h('p.fine', {}, '哪里不对，直接说就改。'));
  }

  // --- Questions -------------------------------------------------------------------------------

  /** A block that is live until the person says something more, then stays as plain words. */
  function live(turn, what, build) {
    const node = h(what);
    let drawn;
    node.refresh = () => {
      const next = turns[turns.indexOf(turn) + 1];
      const now = next ? next.id : 'open';
      if (now === drawn) return;
      if (drawn) node.setAttribute('aria-live', 'off');
      drawn = now;
      node.textContent = '';
      node.append(...build(!next, next ? next.text : '').filter(Boolean));
      node.classList.toggle('open', !next);
    };
    node.classList.add('live');
    node.refresh();
    return node;
  }

  function refreshQuestions() {
    log.querySelectorAll('.live').forEach((node) => node.refresh());
    watchJump();
  }

  /** What was on offer, as words; the one taken is marked. */
  const takenList = (labels, said) => h('ul.options', {}, ...labels.map((label) =>
    said === label || said.split('、').includes(label)
      ? h('li.picked', {}, '✓ ' + label, h('span.hidden', {}, '（您选了）')) : h('li', {}, label)));

  function question(turn, ask) {
    const options = list(ask.options);
    const labels = options.map((option) => option.label);
    const pick = (option) => say(option.label, { fact: ask.fact, value: option.id });
    return live(turn, 'section.sheet.ask', (open, said) => {
      const title = h('h2', {}, ask.question);
      if (!open) return [title, labels.length > 0 && takenList(labels, said)];
      if (ask.kind === 'choices' && labels.length) return [title, ...severalOf(options, pick)];
      if (labels.length) {
        return [title, h('div.options', {}, ...options.map((option) =>
          button('', option.label, () => pick(option))))];
      }
      return [title, entry(ask), h('p.fine', {}, '也可以在下面用自己的话说。')];
    });
  }

  function severalOf(options, pick) {
    const buttons = options.map((option) => {
      const node = h('button', { type: 'button', 'aria-pressed': 'false' }, option.label);
      node.onclick = () => {
        node.setAttribute('aria-pressed', String(node.getAttribute('aria-pressed') !== 'true'));
        done.disabled = !picked().length;
      };
      return node;
    });
    const picked = () => options.filter((o, i) => buttons[i].getAttribute('aria-pressed') === 'true');
    const done = button('.loud', '选好了', () => {
      const chosen = picked();
      if (chosen.length === 1) pick(chosen[0]);
      else say(chosen.map((option) => option.label).join('、'));
    });
    done.disabled = true;
    return [h('p.fine', {}, '可以选几样，选完按“选好了”。'), h('div.options', {}, ...buttons),
      h('div.act', {}, done, button('.quiet', '都没有', () => say('都没有')))];
  }

  /** A small fitting input for a sum, a count or a day; anything else is told in the box below. */
  function entry(ask) {
    const kinds = { money: ['text', 'decimal', '元'], count: ['text', 'numeric', ''], day: ['date', '', ''] };
    if (!kinds[ask.kind]) return null;
    const [type, mode, unit] = kinds[ask.kind];
    const field = h('input', { type, inputMode: mode, autocomplete: 'off', maxLength: 20, 'aria-label': ask.question });
    const form = h('form.entry', {}, field, unit, h('button.loud', { type: 'submit' }, '确定'));
    form.onsubmit = (event) => {
      event.preventDefault();
      const value = field.value.trim();
      if (value) say(type === 'date' ? day(value) : value.replace(/元$/, '') + unit);
      else field.focus();
    };
    const ago = (days) => {
      const then = new Date();
      then.setDate(then.getDate() - days);
      return `${then.getFullYear()}年${then.getMonth() + 1}月${then.getDate()}日`;
    };
    const short = h('div.options', {},
      ask.kind === 'day' && button('', '今天', () => say(ago(0))),
      ask.kind === 'day' && button('', '昨天', () => say(ago(1))),
      button('', '记不清', () => say('记不清')));
    return h('div.entries', {}, form, short);
  }

  function offer(turn, title, options, name, fact) {
    if (!options.length) return '';
    return live(turn, 'section.part', (open, said) => [
      h('h3', {}, title),
      open ? h('div.options', {}, ...options.map((option) => button('', option[name], () =>
        say(option[name], fact && { fact, value: option.id }))))
        : takenList(options.map((option) => option[name]), said)]);
  }

  // A question at the end of a long answer may lie below the screen: one button leads to it.
  let asked = null;
  const watcher = new IntersectionObserver(([seen]) => {
    jump.hidden = seen.isIntersecting || seen.boundingClientRect.top < 0;
  }, { rootMargin: '0px 0px -120px 0px' });

  function watchJump() {
    const open = log.querySelector('.turn:last-child > .ask.open');
    if (open === asked) return;
    watcher.disconnect();
    asked = open;
    jump.hidden = true;
    if (open) watcher.observe(open);
  }

  // --- Box, buttons, start ---------------------------------------------------------------------

  function typed() {
    const length = Array.from(box.value.trim()).length;
    const over = length > LIMIT;
    $('counter').textContent = over ? `多了${length - LIMIT}个字，请删短些或分两次发`
      : length > LIMIT - 200 ? `还能写${LIMIT - length}个字` : '';
    $('counter').classList.toggle('over', over);
    box.setAttribute('aria-invalid', String(over));
    $('send').disabled = over;
    box.style.height = 'auto';
    box.style.height = box.scrollHeight + 2 + 'px';
    remember('draft', box.value);
  }

  function submit() {
    const text = box.value.trim();
    if (!text || $('send').disabled) return box.focus();
    box.value = '';
    typed();
    say(text);
    if (matchMedia('(pointer: coarse)').matches) box.blur();
  }

  function showNet() {
    $('net').hidden = navigator.onLine;
    $('net').textContent = navigator.onLine ? '' : '现在没有网络。您写的话会存好，连上后自动发出。';
  }

  function resize(size) {
    document.documentElement.dataset.size = size;
    ['standard', 'large'].forEach((one) => $('size-' + one).setAttribute('aria-pressed', String(one === size)));
    typed();
  }

  function restart() {
    remember('sender', (sender = uuid()));
    turns = [];
    notBefore = 0;
    if (flight) flight.abort();
    save();
    draw();
    window.scrollTo(0, 0);
    box.focus();
  }

  /** Another window of this browser said something: take it over, lose nothing of ours. */
  function follow(event) {
    if (event.key === 'weiquan.sender' && recall('sender', '') !== sender) location.reload();
    if (event.key !== 'weiquan.turns') return;
    const theirs = recall('turns', []);
    for (const turn of theirs) {
      const ours = turns.find((one) => one.id === turn.id);
      if (!ours) turns.push(turn);
      else if (ours.state !== 'done' && turn.state === 'done') {
        Object.assign(ours, turn);
        paint(ours);
      }
    }
    turns.sort((a, b) => a.at - b.at);
    draw();
  }

  /** Tells the style sheet how much of the window the top and the bottom cover. */
  function measure() {
    const style = document.documentElement.style;
    const top = document.querySelector('.top');
    const covers = getComputedStyle(top).position === 'sticky' ? top.offsetHeight : 0;
    style.setProperty('--bar', covers + 'px');
    style.setProperty('--foot', document.querySelector('.bottom').offsetHeight + 'px');
  }

  $('composer').onsubmit = (event) => { event.preventDefault(); submit(); };
  box.oninput = typed;
  box.onkeydown = (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    submit();
  };
  $('human').onclick = () => say('转人工');
  $('examples').onclick = (event) => { if (event.target.type === 'button') say(event.target.textContent); };
  $('size-standard').onclick = () => { remember('size', 'standard'); resize('standard'); };
  $('size-large').onclick = () => { remember('size', 'large'); resize('large'); };
  $('restart').onclick = () => {
    const dialog = $('confirm');
    if (dialog.showModal) dialog.showModal();
    else if (window.confirm($('confirm-text').textContent)) restart();
  };
  $('confirm').onclose = () => {
    if ($('confirm').returnValue === 'yes') restart();
    $('confirm').returnValue = '';
  };
  jump.onclick = (event) => {
    event.preventDefault();
    if (!asked) return;
    scrollTo(asked);
    const first = asked.querySelector('button, input');
    if (first) first.focus({ preventScroll: true });
  };
  window.addEventListener('online', wake);
  window.addEventListener('offline', showNet);
  window.addEventListener('storage', follow);
  window.addEventListener('resize', measure);
  if (window.ResizeObserver) {
    const observer = new ResizeObserver(measure);
    ['.top', '.bottom'].forEach((part) => observer.observe(document.querySelector(part)));
  }

  box.value = recall('draft', '');
  resize(recall('size', 'standard'));
  measure();
  draw();
  if (turns.length) nodes.get(turns[turns.length - 1].id).scrollIntoView({ block: 'start' });
  requestAnimationFrame(() => log.setAttribute('aria-live', 'polite'));
  wake();
})();
