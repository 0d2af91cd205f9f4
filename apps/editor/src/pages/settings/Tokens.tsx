import { KeyRound, Plus } from 'lucide-react'
import { useState } from 'react'
import { useRevokeToken, useTokens } from '../../api/access.ts'
import type { ApiToken } from '../../api/types.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FormError } from '../../ui/FormError.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Table } from '../../ui/Table.tsx'
import { Time } from '../../ui/Time.tsx'
import { toast } from '../../ui/toast.ts'
import { LoadError } from '../LoadError.tsx'
import { NewToken } from './NewToken.tsx'
import styles from './SettingsPage.module.css'

const COLUMNS = ['Name', 'Scopes', 'Made', 'Last used', 'Expires', '']

/** What programs show as `Authorization: Bearer`. */
export function Tokens() {
  const tokens = useTokens()
  const [isMaking, setIsMaking] = useState(false)
  const { data } = tokens
  const make = (
    <Button variant="primary" icon={<Plus />} onClick={() => setIsMaking(true)}>
      New token
    </Button>
  )
  return (
    <section className={styles.part} aria-labelledby="tokens">
      <div className={styles.head}>
        <h2 id="tokens">API tokens</h2>
        {data && data.length > 0 && make}
      </div>
      <p className={styles.hint}>
        For programs that use the API, each with a token of its own that may do no more than it needs. The one
        of <code>PHLOEM_ADMIN_TOKEN</code> or of the data folder is not listed.
      </p>
      {tokens.isPending && <Skeleton label="Loading the tokens" />}
      {tokens.isError && (
        <LoadError what="The tokens" error={tokens.error} onRetry={() => tokens.refetch()} />
      )}
      {data?.length === 0 && (
        <EmptyState icon={<KeyRound />} title="No tokens yet" action={make}>
          A program sends it as <code>Authorization: Bearer …</code>
        </EmptyState>
      )}
      {data && data.length > 0 && (
        <Table label="API tokens" columns={COLUMNS}>
          {data.map((token) => (
            <TokenRow key={token.id} token={token} />
          ))}
        </Table>
      )}
      {isMaking && <NewToken onClose={() => setIsMaking(false)} />}
    </section>
  )
}

function TokenRow({ token }: { token: ApiToken }) {
  const { name, scopes, createdAt, lastUsedAt, expiresAt } = token
  const [isRevoking, setIsRevoking] = useState(false)
  return (
    <tr>
      <td>{name}</td>
      <td data-label="Scopes">{scopes.join(', ')}</td>
      <td data-label="Made">
        <Time at={createdAt} />
      </td>
      <td data-label="Last used">{lastUsedAt === null ? 'never' : <Time at={lastUsedAt} />}</td>
      <td data-label="Expires">{expiresAt === null ? 'never' : <Time at={expiresAt} />}</td>
      <td>
        <Button aria-label={`Revoke ${name}`} onClick={() => setIsRevoking(true)}>
          Revoke
        </Button>
        {isRevoking && <RevokeToken token={token} onClose={() => setIsRevoking(false)} />}
      </td>
    </tr>
  )
}

function RevokeToken({ token: { id, name }, onClose }: { token: ApiToken; onClose: () => void }) {
  const revoke = useRevokeToken()
  // As a promise: by the time that it comes, this row is gone, and with it the mutation's own callbacks.
  const onRevoke = () =>
    revoke.mutateAsync(id).then(
      () => toast(`Revoked ${name}.`, 'success'),
      () => undefined,
    )
  return (
    <Dialog
      title={`Revoke ${name}?`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="danger" disabled={revoke.isPending} onClick={onRevoke}>
            Revoke
          </Button>
        </>
      }
    >
      <p>Programs that use it are refused from now on, and browsers that logged in with it are logged out.</p>
      <FormError error={revoke.error} />
    </Dialog>
  )
}
