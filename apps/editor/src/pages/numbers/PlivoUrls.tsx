import { useStatus } from '../../api/status.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import styles from './PlivoUrls.module.css'

const urls = [
  { title: 'Answer URL', path: '/plivo/answer' },
  { title: 'Hangup URL', path: '/plivo/hangup' },
  { title: 'Fallback Answer URL', path: '/plivo/fallback' },
]

/** How a number that is rented at Plivo gets to call Phloem. */
export function PlivoUrls() {
  const { data } = useStatus()
  if (!data) return null
  return (
    <section className={styles.urls}>
      <h3>With Plivo</h3>
      <p>
        In the Plivo console, make an XML application with these URLs (method POST) and give it to the number:
      </p>
      <dl>
        {urls.map(({ title, path }) => (
          <div key={path}>
            <dt>{title}</dt>
            <dd>
              <code>{data.publicUrl + path}</code>
              <CopyButton text={data.publicUrl + path} what={title} />
            </dd>
          </div>
        ))}
      </dl>
      {isLocal(data.publicUrl) && (
        <p>
          Plivo cannot reach <code>{new URL(data.publicUrl).hostname}</code>: start Phloem with{' '}
          <code>PHLOEM_PUBLIC_URL</code> set to the address at which it is seen from the internet.
        </p>
      )}
    </section>
  )
}

const isLocal = (url: string): boolean => /^(localhost|127\.|\[::1\])/.test(new URL(url).hostname)
