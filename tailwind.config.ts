import type { Config } from 'tailwindcss';

const colour = (name: string) => `var(--${name})`;
const toned = (name: string) => ({ DEFAULT: colour(name), soft: colour(`${name}-soft`) });

/** Colours are named for what they are for; app/globals.css gives them their light and dark values. */
export default {
  content: ['./app/**/*.{ts,tsx}', './components/**/*.{ts,tsx}'],
  darkMode: 'class',
  theme: {
    extend: {
      colors: {
        page: colour('page'),
        surface: colour('surface'),
        raised: colour('raised'),
        line: { DEFAULT: colour('line'), strong: colour('line-strong') },
        ink: colour('ink'),
        quiet: colour('quiet'),
        accent: { ...toned('accent'), ink: colour('accent-ink'), fill: colour('accent-fill') },
        danger: { ...toned('danger'), fill: colour('danger-fill') },
        warning: toned('warning'),
        success: toned('success'),
        added: colour('added'),
        removed: colour('removed'),
      },
      fontFamily: {
        sans: ['Inter Variable', 'ui-sans-serif', 'system-ui', 'sans-serif'],
        mono: ['JetBrains Mono Variable', 'ui-monospace', 'monospace'],
      },
      fontSize: {
        meta: ['12px', '16px'],
        small: ['13px', '18px'],
        body: ['14px', '20px'],
        lead: ['16px', '24px'],
        title: ['18px', '24px'],
      },
    },
  },
} satisfies Config;
