import assert from 'node:assert/strict';
import { test } from 'node:test';
import { masked } from '../src/state/masked';

test('short texts keep their first sign, long ones their ends; a rare sign is one', () => {
  for (const [text, shown] of [
    ['王小明', '王**'], ['𠮷㛃䶮龘', '𠮷***'], ['13812345621', '138******21'], ['王', '王'], ['', ''],
    ['杭州市西湖区文三路18号', '杭州市*******8号'],
  ]) assert.equal(masked(text), shown);
});
