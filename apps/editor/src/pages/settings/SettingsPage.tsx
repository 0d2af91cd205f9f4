import { Page } from '../Page.tsx'
import { DialPolicySection } from './DialPolicySection.tsx'
import { PrivacySection } from './PrivacySection.tsx'
import { SecretsSection } from './SecretsSection.tsx'

export const SettingsPage = () => (
  <Page title="Settings">
    <SecretsSection />
    <DialPolicySection />
    <PrivacySection />
  </Page>
)
