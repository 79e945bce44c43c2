/* How a person wants the chat to look and sound; kept in this browser. */
import { recall, remember } from './storage';

export const SIZES = ['standard', 'large', 'huge'] as const;
export const THEMES = ['auto', 'light', 'dark'] as const;

export interface Settings {
  size: (typeof SIZES)[number];
  theme: (typeof THEMES)[number];
  contrast: boolean;
  simple: boolean;
  aloud: boolean;
}

/** The kept settings; whatever is missing or unknown is as usual. */
export function kept(simple: boolean): Settings {
  const found = (recall('settings') || {}) as Partial<Settings>;
  return {
    size: SIZES.includes(found.size!) ? found.size! : 'standard',
    theme: THEMES.includes(found.theme!) ? found.theme! : 'auto',
    contrast: typeof found.contrast === 'boolean' ? found.contrast : matches('(prefers-contrast: more)'),
    simple: typeof found.simple === 'boolean' ? found.simple : simple,
    aloud: found.aloud === true,
  };
}

export const keep = (settings: Settings): void => remember('settings', settings);

/** Puts the settings where the style sheet looks for them. */
export function apply(root: HTMLElement, settings: Settings): void {
  const dark = settings.theme === 'dark' || (settings.theme === 'auto' && matches('(prefers-color-scheme: dark)'));
  root.dataset.size = settings.simple && settings.size === 'standard' ? 'large' : settings.size;
  for (const [name, is] of Object.entries({ dark, contrast: settings.contrast, simple: settings.simple })) {
    root.toggleAttribute('data-' + name, is);
  }
}

/** Calls back when the system turns dark or light; returns how to stop. */
export function watchSystem(changed: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', changed);
  return () => system.removeEventListener('change', changed);
}

const matches = (query: string): boolean => matchMedia(query).matches;
