/* Leading the eye. */

const GAP = 12;

/** Brings a node to the top of what scrolls. */
export function leadTo(scroller: HTMLElement, node: Element, gently: boolean): void {
  const top = scroller.scrollTop + node.getBoundingClientRect().top - scroller.getBoundingClientRect().top - GAP;
  const calm = !gently || matchMedia('(prefers-reduced-motion: reduce)').matches;
  scroller.scrollTo({ top, behavior: calm ? 'auto' : 'smooth' });
}
