// Runs before the first paint, so that a dark page never flashes light; `src/ui/theme.ts` takes over from here.
const theme = localStorage.getItem('phloem.theme') ?? 'system'
const isDark = theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)
document.documentElement.dataset.theme = isDark ? 'dark' : 'light'
