import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Events, type ServerEvent } from '../src/net/events';

const all = (...pieces: string[]): ServerEvent[] => {
  const events = new Events();
  return pieces.flatMap((piece) => events.feed(piece));
};

test('an event is given once its blank line has come', () => {
  const events = new Events();
  assert.deepEqual(events.feed('id: 3.7\nevent: message\ndata: {"a"'), []);
  assert.deepEqual(events.feed(':1}\n\ndata: x'), [{ id: '3.7', event: 'message', data: '{"a":1}' }]);
  assert.deepEqual(events.feed('\n\n'), [{ event: 'message', data: 'x' }]);
});

test('line ends of every kind, also cut in the middle, count once', () => {
  const expected = [{ event: 'desk', data: 'a\nb' }, { event: 'message', data: 'c' }];
  assert.deepEqual(all('event: desk\r', '\ndata: a\r\ndata: b\r', '\n\r\ndata:c\r\n\r\n'), expected);
  assert.deepEqual(all('event: desk\rdata: a\rdata: b\r\rdata:c\r\r', '\n'), expected);
});

test('comments, unknown fields and events without data are passed over', () => {
  assert.deepEqual(all(': ping\n\nretry: 5\n\nevent: desk\n\ndata\n\n'), [{ event: 'message', data: '' }]);
});

test('any cut of a stream gives the same events', () => {
  const stream = '\ufeff: ping\n\nid: 1.2\ndata: 一\n\nevent: desk\ndata: {"open":true}\n\n';
  const whole = all(stream);
  assert.equal(whole.length, 2);
  for (let at = 0; at < stream.length; at += 1) assert.deepEqual(all(stream.slice(0, at), stream.slice(at)), whole);
});
