/* One script tag: defines <weiquan-chat>, puts one on a page that has none, and lets the page's own
 * buttons open it. */
import { WeiquanChat } from './element';

const TAG = 'weiquan-chat';
const script = document.currentScript || document.querySelector('script[src$="/widget.js"]');

function begin(): void {
  if (!document.querySelector(TAG)) document.body.append(document.createElement(TAG));
  document.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const pressed = event.target instanceof Element && event.target.closest('[data-weiquan-open]');
    const chat = document.querySelector<WeiquanChat>(TAG);
    if (!pressed || !chat) return;
    event.preventDefault();
    chat.open(pressed.getAttribute('data-weiquan-open') || undefined);
  });
}

if (!customElements.get(TAG)) {
  WeiquanChat.home = script instanceof HTMLScriptElement ? new URL(script.src, location.href).origin : location.origin;
  customElements.define(TAG, WeiquanChat);
  // Before the page is read to its end, its own element may still come.
  if (document.readyState !== 'loading') begin();
  else document.addEventListener('DOMContentLoaded', begin);
}
