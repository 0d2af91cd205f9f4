import type { ComponentType } from 'react'
import { useSearchParams } from 'wouter'
import { useAccess } from '../../api/access.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { LoadError } from '../LoadError.tsx'
import { Page } from '../Page.tsx'
import { AuditLog } from './AuditLog.tsx'
import { CarrierSection } from './CarrierSection.tsx'
import { DialPolicySection } from './DialPolicySection.tsx'
import { LogIn } from './LogIn.tsx'
import { PrivacySection } from './PrivacySection.tsx'
import { SecretsSection } from './SecretsSection.tsx'
import styles from './SettingsPage.module.css'
import { Tokens } from './Tokens.tsx'

/** In the order of the tabs. */
const sections: readonly { id: string; title: string; Section: ComponentType }[] = [
  { id: 'login', title: 'Login', Section: LogIn },
  { id: 'tokens', title: 'API tokens', Section: Tokens },
  { id: 'secrets', title: 'Secrets', Section: SecretsSection },
  { id: 'dials', title: 'Dialling', Section: DialPolicySection },
  { id: 'carrier', title: 'Carrier', Section: CarrierSection },
  { id: 'privacy', title: 'Privacy', Section: PrivacySection },
  { id: 'audit', title: 'Audit log', Section: AuditLog },
]

/** Who gets in, and who did what. */
export function SettingsPage() {
  const [search, setSearch] = useSearchParams()
  const access = useAccess()
  const { id, Section } = sections.find((section) => section.id === search.get('tab')) ?? firstSection
  if (access.isPending) return <Skeleton />
  if (access.isError)
    return <LoadError what="The settings" error={access.error} onRetry={() => access.refetch()} />
  if (!access.data.scopes.includes('admin')) {
    return (
      <Page title="Settings">
        <EmptyState title="Not with this login">
          You logged in with the API token “{access.data.name}”, which does not have the scope admin.
        </EmptyState>
      </Page>
    )
  }
  return (
    <Page title="Settings">
      <Tabs
        label="Settings"
        tabs={sections}
        selected={id}
        onSelect={(next) => setSearch(next === firstSection.id ? {} : { tab: next }, { replace: true })}
      >
        <div className={styles.section}>
          <Section />
        </div>
      </Tabs>
    </Page>
  )
}

const [firstSection] = sections as readonly [(typeof sections)[number]]
