import { TriangleAlert } from 'lucide-react'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'

/** In place of what could not be loaded. */
export const LoadError = ({ what, error, onRetry }: { what: string; error: Error; onRetry: () => void }) => (
  <EmptyState
    icon={<TriangleAlert />}
    title={`${what} could not be loaded`}
    action={<Button onClick={onRetry}>Try again</Button>}
  >
    {error.message}
  </EmptyState>
)
