import { useRotateSecret, useSecrets } from '../../api/destinations.ts'
import { Button } from '../../ui/Button.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { FormError } from '../../ui/FormError.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { toast } from '../../ui/toast.ts'
import styles from './SigningSecret.module.css'

/** With what a destination's reports are signed, for setting up the receiver. */
export function SigningSecret({ origin, onClose }: { origin: string; onClose: () => void }) {
  const secrets = useSecrets(origin)
  const rotate = useRotateSecret()
  const onRotate = () =>
    rotate.mutate(
      { origin },
      { onSuccess: () => toast('There is a new secret. The old one signs beside it for a day.', 'success') },
    )
  return (
    <Dialog
      title="Signing secret"
      onClose={onClose}
      footer={
        <>
          <Button disabled={rotate.isPending} onClick={onRotate}>
            Make a new secret
          </Button>
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        </>
      }
    >
      <p>
        Reports to {origin} are signed as{' '}
        <a href="https://www.standardwebhooks.com/" target="_blank" rel="noreferrer">
          Standard Webhooks
        </a>{' '}
        asks: a receiver that has this secret can tell that they come from here. Receivers that don’t look at{' '}
        <code>webhook-signature</code> lose nothing.
      </p>
      {secrets.isPending && <Skeleton label="Loading the secret" lines={1} />}
      {secrets.data?.map((secret, index) => (
        <p key={secret} className={styles.secret}>
          <span>{index === 0 ? 'Current' : 'Signs for a while yet'}</span>
          <code>{secret}</code>
          <CopyButton text={secret} what={index === 0 ? 'secret' : 'old secret'} />
        </p>
      ))}
      <FormError error={secrets.error ?? rotate.error} />
    </Dialog>
  )
}
