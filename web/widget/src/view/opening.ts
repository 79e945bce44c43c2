/* What stands there before the first word: what this is, what it can do, how to begin. */
import { button, h } from '../dom';

const CAN = [
  ['能要什么', '退不退、赔多少，逐笔算给您'],
  ['凭什么', '依据哪一条法，带官方原文链接'],
  ['怎么办', '先做哪步、哪天截止、该找谁'],
];
const EXAMPLES = [
  '网上买的新手机，发现是翻新机', '健身房关门了，卡里的钱退不了',
  '快递弄丢了，只肯赔我运费', '外卖里吃出虫子，商家只退餐费',
];

export const opening = (say: (text: string) => void, simple: () => void): HTMLElement =>
  h('section.opening', { 'aria-labelledby': 'opening-title' },
    h('h2', { id: 'opening-title' }, '说说您遇到的事'),
    h('p.lead', null, '买东西、办卡、寄快递、点外卖吃了亏，照实说一遍就行，不用懂法。'),
    button('.quiet.simpler', '用简单模式（长辈版）：字大，一次只看一件事', simple),
    h('ul.can', null, ...CAN.map(([what, how]) => h('li', null, h('b', null, what), h('span', null, how)))),
    h('h3', { id: 'examples-title' }, '可以这样说，也可以点一句开始'),
    h('div.chips', { role: 'group', 'aria-labelledby': 'examples-title' },
      ...EXAMPLES.map((example) => button('', example, () => say(example)))),
    h('p.fine', null, '这是程序，不是律师。没问就别发证件号、卡号。说的话加密保存，随时可以要求删除。'));
