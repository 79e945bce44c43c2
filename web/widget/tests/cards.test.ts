/* What cards say and take, without a page. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fault, isPast, type Rule } from '../src/cards/check';
import { gather } from '../src/cards/law';
import { helperOf, wanted } from '../src/cards/plain';
import { spoken } from '../src/cards/spoken';
import type { Card, Message, Plain } from '../src/model';

const CITE = { law: '消费者权益保护法', article: '第五十五条', text: '消费者权益保护法第五十五条第一款' };
const ANSWER: Card = {
  type: 'answer', headline: '依据消费者权益保护法第五十五条，可以要三倍赔偿。', total: 15996, verdict: 'supported',
  claims: [
    { name: '退货退款', status: 'yes', amount: 3999, cites: [] },
    { name: '惩罚性赔偿', status: 'yes', amount: 11997, cites: [CITE] },
    { name: '误工费', status: 'no', amount: null, cites: [] },
  ],
  steps: [
    { title: '保住证据', done: true }, { title: '书面要求退款', detail: '在聊天里写', remedy: 'negotiate' },
    { title: '向全国12315平台投诉', detail: '', remedy: 'complaint_12315' }, { title: '起诉', detail: '' },
  ],
  ask: { fact: 'proof', kind: 'choice', question: '有凭据吗？', options: [{ id: 'a', label: '有' }, { id: 'b', label: '没有' }] },
};
const PLAIN: Plain = {
  headline: '可以要三倍赔偿。', said: '记下了：有截图。', names: ['退货退款', '加罚赔偿', '误工费'],
  steps: ANSWER.steps.map(({ title, detail = '' }: { title: string; detail?: string }) => ({ title, detail })),
};
const reply = (custom: Card | null, text = '', plain?: Plain): Message => ({ who: 'bot', at: '', text, custom, plain });

test('the sum is that of all, of the only claim, or a range; claims in plain names', () => {
  assert.deepEqual(wanted(reply(ANSWER, '', PLAIN)), {
    total: '15996', verdict: '可以要', claims: [{ name: '退货退款', sum: '3999' }, { name: '加罚赔偿', sum: '11997' }],
  });
  const one = { type: 'answer', verdict: 'depends', claims: [{ name: '退款', status: 'depends', range: [100, 300] }] };
  assert.deepEqual(wanted(reply(one)), { total: '100～300', verdict: '看情况', claims: [] });
  assert.equal(wanted(reply({ type: 'answer', verdict: 'unsupported' })).verdict, '多半要不到');
});

test('a step names whom to call by number or remedy, not by chance', () => {
  const bodies = [{ id: 'samr_12315', phone: '12315' }, { id: 'police_110', phone: '110' }, { id: 'court' }];
  const called = (title: string, remedy?: string): unknown => helperOf({ type: '', title, detail: '', remedy }, bodies)?.phone;
  assert.equal(called('向12315投诉'), '12315');
  assert.equal(called('投诉', 'complaint_12315'), '12315');
  assert.equal(called('报警', 'police'), '110');
  assert.equal(called('要求退1100元'), undefined);
  assert.equal(called('起诉', 'court'), undefined);
});

test('each article is gathered once with its paragraphs', () => {
  const cites = [CITE, { ...CITE, text: '消费者权益保护法第五十五条第二款' }, CITE, { law: '民法典', article: '第一条', text: '' }];
  assert.deepEqual(gather(cites).map((cite) => cite.name), ['消费者权益保护法第五十五条第一款、第二款', '民法典第一条']);
  assert.deepEqual(gather(undefined), []);
});

test('an answer is read with its headline, sum, two steps and question, without the law', () => {
  assert.equal(spoken(reply(ANSWER, ANSWER.headline, PLAIN)), [
    '可以要三倍赔偿。', '加起来可以要15996元。', '先做这一步：书面要求退款。', '再：向全国12315平台投诉。',
    '有凭据吗？', '可以选：有；没有。',
  ].join('\n'));
});

test('an answer known before is read with what is new in it', () => {
  const words = spoken(reply(ANSWER, '记下了：有截图。\n依据：消费者权益保护法第五十五条。\n有凭据吗？', PLAIN));
  assert.equal(words, '记下了：有截图。\n有凭据吗？\n可以选：有；没有。');
});

test('a sum that is a range is read as one', () => {
  const card = { type: 'answer', headline: '', verdict: 'depends', claims: [{ name: '退款', status: 'depends', range: [100, 300] }] };
  assert.equal(spoken(reply(card)), '可以要100到300元。');
});

test('forms, drafts and other cards are read by what counts in them', () => {
  const cases: [Card, string, string][] = [
    [{ type: 'form_question', question: '一共花了多少钱？', hint: '优惠券不算' }, '', '一共花了多少钱？\n优惠券不算。'],
    [{ type: 'draft', title: '投诉登记表', fields: [{ name: '姓名', value: '王*', required: true }, { name: '地址', value: '', required: true }, { name: '订单号', value: '' }],
      findings: [{ level: 'warns', text: '没有订单号。' }, { level: 'blocks', text: '不知道商家在哪里。', cure: '看工商执照。' }] }, '',
    '投诉登记表。\n草稿一共2项，还没有提交。\n先看这一处：不知道商家在哪里。\n怎么办：看工商执照。\n还要填：地址。'],
    [{ type: 'draft', title: '表', fields: [{ name: '姓名', value: '王*' }] }, '', '表。\n草稿一共1项，还没有提交。\n请从姓名开始，逐项核对。'],
    [{ type: 'handoff', text: '人工马上到' }, '（文字）', '人工马上到。'],
    [{ type: 'notice' }, '【提醒】见 https://example.org/x 。', '提醒 见 。'],
    [{ type: 'toString' }, '不认识的卡', '不认识的卡。'],
  ];
  for (const [card, text, words] of cases) assert.equal(spoken(reply(card, text)), words);
  assert.equal(spoken(reply(null, '您好')), '您好。');
});

test('what cannot be right is told, what may be right is not', () => {
  const rule = (kind: string): Rule => ({ kind, required: true, limit: 20, latest: '2026-11-24' });
  const cases: [string, string[], string[]][] = [
    ['money', ['3999', '3,999.50', '３９９９元', '1.2万', '三千九百块', '两百来块'], ['很多', 'abc', '-5', '12..5', '']],
    ['count', ['3', '两次', '１２'], ['好几', '许 许', '']],
    ['phone', ['13912345678', '139 1234 5678', '+86 13912345678', '0571-87654321', '我的是13912345678'], ['1391234567', '139123456789', '87654321', '12345', '']],
    ['id_number', ['11010519491231002X', 'E12345678'], ['1101051949123100', '']],
    ['date', ['2026-11-24', '2020-01-01', '去年国庆'], ['2026-11-25', '']],
    ['text', ['随便'], ['', '   ', '字'.repeat(21)]],
    ['toString', ['随便'], ['']],
  ];
  for (const [kind, right, wrong] of cases) {
    for (const typed of right) assert.equal(fault(typed, rule(kind)), '', `${kind}: ${typed}`);
    for (const typed of wrong) assert.notEqual(fault(typed, rule(kind)), '', `${kind}: ${typed}`);
  }
});

test('a question about a day tells whether it has come', () => {
  for (const asked of ['哪天发现问题的？', '是哪天买的、哪天出的事？', '哪天收到货的？']) assert.ok(isPast(asked), asked);
  for (const asked of ['卡哪天到期？', '合同约定哪天交付？', '商家答应最晚哪天退？']) assert.ok(!isPast(asked), asked);
});
