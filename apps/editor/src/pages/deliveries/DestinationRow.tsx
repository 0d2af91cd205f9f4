import { EllipsisVertical, KeyRound, Power, RotateCw } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'wouter'
import { useEnableDestination, useReopen } from '../../api/destinations.ts'
import type { Destination } from '../../api/types.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Time } from '../../ui/Time.tsx'
import { toast } from '../../ui/toast.ts'
import styles from './DestinationRow.module.css'
import { destinationState } from './destination-state.ts'
import { SigningSecret } from './SigningSecret.tsx'

export function DestinationRow({ destination }: { destination: Destination }) {
  const { origin, owed, dead, gone, state } = destination
  const [isSecretOpen, setIsSecretOpen] = useState(false)
  const enable = useEnableDestination()
  const { title, tone, words } = destinationState(destination)
  const onEnable = () =>
    enable.mutate(
      { origin },
      {
        onSuccess: () => toast(`Reports go to ${origin} again.`, 'success'),
        onError: (error) => toast(`Not enabled: ${error.message}`, 'danger'),
      },
    )
  const enableItem = { title: 'Enable', icon: <Power />, onSelect: onEnable }
  return (
    <tr>
      <td>
        <Link href={linkTo(origin)} data-row-link>
          {origin}
        </Link>
        {gone.map(({ url }) => (
          <GoneUrl key={url} origin={origin} url={url} />
        ))}
      </td>
      <td>
        <Badge tone={tone}>{title}</Badge>
        {words && <p className={styles.words}>{words}</p>}
      </td>
      <td data-label="Owed">
        {owed.count}
        {owed.oldestAt !== null && (
          <span className={styles.words}>
            {' '}
            since <Time at={owed.oldestAt} />
          </span>
        )}
      </td>
      <td data-label="Dead">{dead === 0 ? 0 : <Link href={`${linkTo(origin)}&state=dead`}>{dead}</Link>}</td>
      <td>
        <Menu
          label={`Actions for ${origin}`}
          icon={<EllipsisVertical />}
          isIconOnly
          items={[
            { title: 'Signing secret', icon: <KeyRound />, onSelect: () => setIsSecretOpen(true) },
            ...(state === 'disabled' ? [enableItem] : []),
          ]}
        />
        {isSecretOpen && <SigningSecret origin={origin} onClose={() => setIsSecretOpen(false)} />}
      </td>
    </tr>
  )
}

/** Said by the receiver itself (HTTP 410), so only a person may decide to send there again. */
function GoneUrl({ origin, url }: { origin: string; url: string }) {
  const reopen = useReopen()
  // As promises: by the time that they come, this row may be gone, and with it the mutation's own callbacks.
  const onClick = () =>
    reopen.mutateAsync({ origin, url }).then(
      () => toast(`Reports go to ${url} again.`, 'success'),
      (error: Error) => toast(`Not opened again: ${error.message}`, 'danger'),
    )
  return (
    <p className={styles.gone}>
      <span>
        Nothing is sent to <code>{url}</code>: it answered 410 Gone.
      </span>
      <Button icon={<RotateCw />} disabled={reopen.isPending} onClick={onClick}>
        Open again
      </Button>
    </p>
  )
}

const linkTo = (origin: string): string => `/deliveries?destination=${encodeURIComponent(origin)}`
