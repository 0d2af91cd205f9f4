import { useQueryClient } from '@tanstack/react-query'
import { Hash, LogOut, Monitor, Moon, PhoneCall, Send, Settings, Sun, Waypoints } from 'lucide-react'
import { type ReactNode, type RefObject, useEffect, useRef } from 'react'
import { Link, useLocation } from 'wouter'
import { logOut } from '../api/session.ts'
import { setSessionState } from '../api/session-state.ts'
import { setThemePreference, useThemePreference } from '../ui/theme.ts'
import { toast } from '../ui/toast.ts'
import styles from './Layout.module.css'
import { StorageBanner } from './StorageBanner.tsx'

const sections = [
  { href: '/flows', title: 'Flows', icon: <Waypoints /> },
  { href: '/numbers', title: 'Numbers', icon: <Hash /> },
  { href: '/calls', title: 'Calls', icon: <PhoneCall /> },
  { href: '/deliveries', title: 'Deliveries', icon: <Send /> },
  { href: '/settings', title: 'Settings', icon: <Settings /> },
] as const

const themes = {
  system: { title: 'System', icon: <Monitor />, next: 'light' },
  light: { title: 'Light', icon: <Sun />, next: 'dark' },
  dark: { title: 'Dark', icon: <Moon />, next: 'system' },
} as const

/** The frame around every page: navigation beside it, or below it in narrow windows. */
export function Layout({ children }: { children: ReactNode }) {
  const [location] = useLocation()
  const content = useRef<HTMLElement>(null)
  useFocusOnNewPage(location, content)
  return (
    <div className={styles.layout}>
      <a className={styles.skip} href="#content">
        Skip to content
      </a>
      <nav className={styles.nav} aria-label="Main">
        <Link href="/flows" className={styles.logo} aria-label="Phloem" title="Phloem">
          <img src="/icon.svg" alt="" width={32} height={32} />
        </Link>
        {sections.map(({ href, title, icon }) => (
          <Link key={href} href={href} className={styles.entry} aria-current={currentOf(location, href)}>
            {icon}
            {title}
          </Link>
        ))}
        <span className={styles.gap} />
        <ThemeButton />
        <LogOutButton />
      </nav>
      <div className={styles.frame}>
        <StorageBanner />
        <main ref={content} id="content" className={styles.content} tabIndex={-1}>
          {children}
        </main>
      </div>
    </div>
  )
}

/** Screen readers then say that another page has come, and Tab begins there. */
function useFocusOnNewPage(location: string, content: RefObject<HTMLElement | null>) {
  const shown = useRef(location)
  useEffect(() => {
    if (shown.current === location) return
    shown.current = location
    content.current?.focus({ preventScroll: true })
  }, [location, content])
}

function currentOf(location: string, href: string): 'page' | 'true' | undefined {
  if (location === href) return 'page'
  return location.startsWith(`${href}/`) ? 'true' : undefined
}

function ThemeButton() {
  const { title, icon, next } = themes[useThemePreference()]
  return (
    <button
      type="button"
      className={styles.entry}
      title={`Theme: ${title}. Press for ${themes[next].title}.`}
      onClick={() => setThemePreference(next)}
    >
      {icon}
      <span>
        Theme<span className="visually-hidden">: {title}</span>
      </span>
    </button>
  )
}

function LogOutButton() {
  const queries = useQueryClient()
  const [, navigate] = useLocation()
  const onClick = async () => {
    try {
      await logOut()
      navigate('/login')
      queries.clear()
      setSessionState('unknown')
    } catch (error) {
      toast(`Not logged out: ${(error as Error).message}`, 'danger')
    }
  }
  return (
    <button type="button" className={styles.entry} onClick={onClick}>
      <LogOut />
      Log out
    </button>
  )
}
