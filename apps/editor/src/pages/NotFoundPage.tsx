import { ButtonLink } from '../ui/ButtonLink.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Page } from './Page.tsx'

export const NotFoundPage = () => (
  <Page title="Not found">
    <EmptyState
      title="There is no such page"
      action={<ButtonLink href="/flows">Go to the flows</ButtonLink>}
    />
  </Page>
)
