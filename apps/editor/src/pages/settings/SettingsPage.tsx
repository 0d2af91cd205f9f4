import { Page } from '../Page.tsx'
import { CarrierSection } from './CarrierSection.tsx'

/** What this Phloem is set to, and whether it works. */
export const SettingsPage = () => (
  <Page title="Settings">
    <CarrierSection />
  </Page>
)
