import { Button } from '../ui/Button.tsx'
import styles from './LoadMore.module.css'

interface LoadMoreProps {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown }
}

/** A button for the next page while there is one. */
export const LoadMore = ({ query: { hasNextPage, isFetchingNextPage, fetchNextPage } }: LoadMoreProps) =>
  hasNextPage && (
    <Button className={styles.more ?? ''} disabled={isFetchingNextPage} onClick={() => fetchNextPage()}>
      {isFetchingNextPage ? 'Loading…' : 'Load more'}
    </Button>
  )
