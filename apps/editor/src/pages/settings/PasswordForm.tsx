import { type SubmitEvent, useState } from 'react'
import { useAccess, useSetPassword } from '../../api/access.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { FormError } from '../../ui/FormError.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import { Time } from '../../ui/Time.tsx'
import { toast } from '../../ui/toast.ts'
import styles from './SettingsPage.module.css'

const SHORTEST = 12

/** Sets the password, or another one. */
export function PasswordForm() {
  const { password } = useAccess().data ?? {}
  if (password === undefined) return null
  return (
    <section className={styles.part} aria-labelledby="password">
      <div className={styles.head}>
        <h2 id="password">Password</h2>
      </div>
      <p className={styles.hint}>
        {password.setAt === null ? (
          'There is none yet. With one you log in without the printed link, and Phloem may listen for other machines.'
        ) : (
          <>
            Set <Time at={password.setAt} />. A new one logs every other browser out.
          </>
        )}
      </p>
      {password.isFromFile ? (
        <p className={styles.hint}>
          It comes from the file that <code>PHLOEM_ADMIN_PASSWORD_FILE</code> names, and is changed there.
        </p>
      ) : (
        <NewPassword isCurrentAskedFor={password.isAskedFor} isFirst={!password.isSet} />
      )}
    </section>
  )
}

function NewPassword({ isCurrentAskedFor, isFirst }: { isCurrentAskedFor: boolean; isFirst: boolean }) {
  const set = useSetPassword()
  const [currentPassword, setCurrentPassword] = useState('')
  const [password, setPassword] = useState('')
  const [isTooShort, setIsTooShort] = useState(false)
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault()
    setIsTooShort(password.length < SHORTEST)
    if (password.length < SHORTEST) return
    set.mutate(
      { password, ...(isCurrentAskedFor ? { currentPassword } : {}) },
      {
        onSuccess: () => {
          setPassword('')
          setCurrentPassword('')
          toast('The password is set.', 'success')
        },
      },
    )
  }
  return (
    <form className={styles.narrow} onSubmit={onSubmit} noValidate>
      {isCurrentAskedFor && (
        <Field label="Current password">
          {(control) => (
            <TextInput
              {...control}
              type="password"
              autoComplete="current-password"
              value={currentPassword}
              onChange={({ target }) => setCurrentPassword(target.value)}
            />
          )}
        </Field>
      )}
      <Field
        label="New password"
        description={`${SHORTEST} characters or more.`}
        error={isTooShort && `It has ${password.length} characters; ${SHORTEST} are the least.`}
      >
        {(control) => (
          <TextInput
            {...control}
            type="password"
            autoComplete="new-password"
            value={password}
            onChange={({ target }) => setPassword(target.value)}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" disabled={set.isPending}>
        {isFirst ? 'Set password' : 'Change password'}
      </Button>
      <FormError error={set.error} />
    </form>
  )
}
