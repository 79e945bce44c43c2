import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { Message } from '../src/model';
import { forgetAll } from './browser';
import { Talk } from '../src/state/talk';

const at = (seconds: number): string => new Date(1_700_000_000_000 + seconds * 1000).toISOString();
const reply = (id: number, turn: string | undefined, seconds: number, more: Partial<Message> = {}): Message =>
  ({ id, turn, who: 'bot', text: `答${id}`, at: at(seconds), ...more });

beforeEach(forgetAll);

test('what waits is kept in the browser until the server has answered it', () => {
  const turn = new Talk().add('退款');
  const later = new Talk();
  assert.deepEqual(later.turns.map((one) => [one.key, one.text, one.state]), [[turn.key, '退款', 'waiting']]);
  later.settle(later.turns[0], [reply(1, turn.key, 1)]);
  assert.deepEqual(new Talk().turns, []);
});

test('a reply heard from the stream and from the request is there once', () => {
  const talk = new Talk();
  const turn = talk.add('退款');
  talk.take([reply(1, turn.key, 1)]);
  assert.equal(turn.state, 'done');
  talk.settle(turn, [reply(1, turn.key, 1), reply(2, turn.key, 1)]);
  assert.deepEqual(turn.replies.map((one) => one.id), [1, 2]);
});

test('what another tab said and what staff say stand where the server has them', () => {
  const talk = new Talk();
  const mine = talk.add('我的话');
  talk.take([
    { who: 'person', turn: 'other', text: '别处说的', at: at(1) }, reply(1, 'other', 2),
    reply(2, undefined, 3, { who: 'staff', text: '您好' }),
  ]);
  assert.deepEqual(talk.turns.map((one) => one.text || one.replies[0].text), ['别处说的', '您好', '我的话']);
  talk.settle(mine, [reply(3, mine.key, 2.5)]);
  assert.deepEqual(talk.turns.map((one) => one.key), ['other', mine.key, 'said-2']);
});

test('a private answer is masked once the server has it, in the talk and in the browser', () => {
  const talk = new Talk();
  const turn = talk.add('13812345621', { secret: true });
  assert.equal(turn.text, '13812345621');
  talk.settle(turn, [reply(1, turn.key, 1)]);
  assert.equal(turn.text, '138******21');
  const edit = talk.add('把姓名改成“王小明”', { secret: true, edit: { field: 'person_name', value: '王小明' } });
  talk.settle(edit, [reply(2, edit.key, 2)]);
  assert.equal(edit.text, '把姓名改成“王**”');
  assert.equal(edit.edit!.value, undefined);
});

test('a private answer is masked as well where only the stream tells that it was answered', () => {
  const turn = new Talk().add('13812345621', { secret: true });
  const other = new Talk();
  other.take([reply(1, turn.key, 1)]);
  assert.deepEqual(other.turns.map((one) => one.text), ['138******21']);
  other.settle(other.turns[0], [reply(1, turn.key, 1)]);
  assert.deepEqual(other.turns.map((one) => one.text), ['138******21']);
});

test('words that the server has kept but not answered stay as they were, to be sent again', () => {
  const talk = new Talk();
  const turn = talk.add('电话13812345621');
  talk.take([{ who: 'person', turn: turn.key, text: '电话138******21', at: at(1) }]);
  assert.deepEqual([turn.text, turn.state], ['电话13812345621', 'waiting']);
});

test('what is stored by others under our name is not believed', () => {
  localStorage.setItem('weiquan.unsent', '[null, 3, {"key": 1}, {"key": "a", "text": "好", "state": "done"}]');
  assert.deepEqual(new Talk().turns, []);
  localStorage.setItem('weiquan.unsent', '{broken');
  assert.deepEqual(new Talk().turns, []);
});

test('what the server refused stays above what was said after it', () => {
  const talk = new Talk();
  const refused = talk.add('///');
  talk.update(refused, { state: 'failed', note: '消息是空的', refused: true });
  const next = talk.add('退款');
  talk.settle(next, [{ ...reply(1, next.key, 0), at: new Date(Date.now() + 60_000).toISOString() }]);
  assert.deepEqual(talk.turns.map((one) => one.key), [refused.key, next.key]);
});
