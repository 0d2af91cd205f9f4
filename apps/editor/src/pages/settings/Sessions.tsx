import { useEndOtherSessions, useEndSession, useSessions } from '../../api/access.ts'
import type { LoginSession } from '../../api/types.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Table } from '../../ui/Table.tsx'
import { Time } from '../../ui/Time.tsx'
import { toast } from '../../ui/toast.ts'
import { LoadError } from '../LoadError.tsx'
import { browserName } from './browser-name.ts'
import styles from './SettingsPage.module.css'

const COLUMNS = ['Browser', 'Logged in', 'Last used', 'From', '']

/** The browsers that are logged in, and the way to end that. */
export function Sessions() {
  const sessions = useSessions()
  const endOthers = useEndOtherSessions()
  const { data } = sessions
  const onEndOthers = () =>
    endOthers.mutate(undefined, {
      onSuccess: ({ ended }) =>
        toast(ended === 1 ? 'Ended 1 session.' : `Ended ${ended} sessions.`, 'success'),
      onError: (error) => toast(`Not ended: ${error.message}`, 'danger'),
    })
  return (
    <section className={styles.part} aria-labelledby="sessions">
      <div className={styles.head}>
        <h2 id="sessions">Sessions</h2>
        {data && data.length > 1 && (
          <Button disabled={endOthers.isPending} onClick={onEndOthers}>
            End all others
          </Button>
        )}
      </div>
      <p className={styles.hint}>A session ends after 12 hours without use, and after 7 days in any case.</p>
      {sessions.isPending && <Skeleton label="Loading the sessions" />}
      {sessions.isError && (
        <LoadError what="The sessions" error={sessions.error} onRetry={() => sessions.refetch()} />
      )}
      {data && (
        <Table label="Sessions" columns={COLUMNS}>
          {data.map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
        </Table>
      )}
    </section>
  )
}

const ways: Record<LoginSession['how'], string> = {
  link: 'by login link',
  password: 'by password',
  token: 'by API token',
}

function SessionRow({ session }: { session: LoginSession }) {
  const { id, how, name, ip, userAgent, createdAt, lastUsedAt, isCurrent } = session
  const end = useEndSession()
  const onEnd = () =>
    end.mutate(id, {
      onSuccess: () => toast('The session is over.', 'success'),
      onError: (error) => toast(`Not ended: ${error.message}`, 'danger'),
    })
  return (
    <tr>
      <td title={userAgent}>
        {browserName(userAgent)} {isCurrent && <Badge tone="accent">This browser</Badge>}
      </td>
      <td data-label="Logged in">
        <Time at={createdAt} />{' '}
        <span className={styles.small}>
          {ways[how]}
          {how === 'token' && ` “${name}”`}
        </span>
      </td>
      <td data-label="Last used">
        <Time at={lastUsedAt} />
      </td>
      <td data-label="From">{ip}</td>
      <td>
        {!isCurrent && (
          <Button aria-label={`End the session from ${ip}`} disabled={end.isPending} onClick={onEnd}>
            End
          </Button>
        )}
      </td>
    </tr>
  )
}
