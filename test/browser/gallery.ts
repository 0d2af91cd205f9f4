import type { Scene } from './scenes.ts'

/** The page of all pictures, in the reader's theme; those of a telephone beside each other below. */
export function gallery(scenes: readonly Scene[]): string {
  const narrow = scenes.filter(({ isNarrowToo }) => isNarrowToo)
  return [
    '# What Phloem looks like',
    '',
    'Every page and dialog at 1440 × 900, in the theme that you read this in, and some on a telephone at the end.',
    '`npx -y pnpm screens` takes the pictures anew, from the scenes in `test/browser/scenes.ts`.',
    '',
    ...scenes.flatMap(({ name, title }) => [`## ${title}`, '', ...pictureOf(name, title), '']),
    '## On a telephone',
    '',
    ...narrow.map(({ name, title }) => `<img alt="${title}" src="${name}-narrow.png" width="260">`),
    '',
  ].join('\n')
}

const pictureOf = (name: string, title: string): string[] => [
  '<picture>',
  `  <source media="(prefers-color-scheme: dark)" srcset="${name}-dark.png">`,
  `  <img alt="${title}" src="${name}-light.png">`,
  '</picture>',
]

/** The files of a scene's pictures, without their folder. */
export const picturesOf = ({ name, isNarrowToo }: Scene): string[] =>
  ['light', 'dark', ...(isNarrowToo ? ['narrow'] : [])].map((kind) => `${name}-${kind}.png`)
