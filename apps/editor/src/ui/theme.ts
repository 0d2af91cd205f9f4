import { useSyncExternalStore } from 'react'

export type ThemePreference = 'light' | 'dark' | 'system'

const STORAGE_KEY = 'phloem.theme'
const systemIsDark = typeof matchMedia === 'function' ? matchMedia('(prefers-color-scheme: dark)') : null
const listeners = new Set<() => void>()

systemIsDark?.addEventListener('change', apply)

/** What the user chose; `system` follows the operating system, also while the page is open. */
export const useThemePreference = (): ThemePreference => useSyncExternalStore(subscribe, themePreference)

export function setThemePreference(preference: ThemePreference): void {
  localStorage.setItem(STORAGE_KEY, preference)
  apply()
}

function themePreference(): ThemePreference {
  const stored = localStorage.getItem(STORAGE_KEY)
  return stored === 'light' || stored === 'dark' ? stored : 'system'
}

function shownTheme(): 'light' | 'dark' {
  const preference = themePreference()
  if (preference !== 'system') return preference
  return systemIsDark?.matches ? 'dark' : 'light'
}

function apply(): void {
  document.documentElement.dataset.theme = shownTheme()
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
