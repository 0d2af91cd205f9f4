import { useCarrierDiagnosis } from '../../api/carrier-diagnosis.ts'
import type { CarrierDiagnosis, Refusal } from '../../api/types.ts'
import { Badge } from '../../ui/Badge.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Table } from '../../ui/Table.tsx'
import { Time } from '../../ui/Time.tsx'
import { LoadError } from '../LoadError.tsx'
import styles from './CarrierSection.module.css'
import { adviceOf, carrierState, reasonWords } from './carrier-state.ts'

/** Whether the carrier gets through to Phloem, and what to do where it does not. */
export function CarrierSection() {
  const diagnosis = useCarrierDiagnosis()
  return (
    <section className={styles.section} aria-labelledby="carrier-title">
      <h2 id="carrier-title">Carrier</h2>
      {diagnosis.isPending && <Skeleton label="Loading what the carrier did" />}
      {diagnosis.isError && (
        <LoadError what="What the carrier did" error={diagnosis.error} onRetry={() => diagnosis.refetch()} />
      )}
      {diagnosis.data && <Diagnosis diagnosis={diagnosis.data} />}
    </section>
  )
}

function Diagnosis({ diagnosis }: { diagnosis: CarrierDiagnosis }) {
  const { carrier, publicUrl, accepted, refused, refusals } = diagnosis
  const { tone, title, words, cause } = carrierState(diagnosis)
  return (
    <>
      <p className={styles.state} role="status">
        <Badge tone={tone}>{title}</Badge>
        <span>{words}</span>
      </p>
      {cause && <Cause refusal={cause} />}
      <dl className={styles.facts}>
        <div>
          <dt>Carrier</dt>
          <dd>{carrier === 'plivo' ? 'Plivo' : 'The built-in simulator'}</dd>
        </div>
        <div>
          <dt>Public URL</dt>
          <dd>
            <code>{publicUrl}</code>
            <CopyButton text={publicUrl} what="public URL" />
          </dd>
        </div>
        <div>
          <dt>Requests taken</dt>
          <dd>
            {accepted.count}
            {accepted.lastAt !== null && (
              <>
                , the last <Time at={accepted.lastAt} />
              </>
            )}
          </dd>
        </div>
        <div>
          <dt>Requests refused</dt>
          <dd>
            {refused.count}
            {refused.lastAt !== null && (
              <>
                , the last <Time at={refused.lastAt} />
              </>
            )}
            {refused.tooMany > 0 && `, of which ${refused.tooMany} came too often to be looked at`}
          </dd>
        </div>
      </dl>
      {refusals.length > 0 && (
        <>
          <h3>Refused lately</h3>
          <Table label="Refused lately" columns={['When', 'Request', 'Why', 'What to do']}>
            {refusals.map((refusal, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: several may be alike, and rows hold no state
              <RefusalRow key={index} refusal={refusal} />
            ))}
          </Table>
        </>
      )}
    </>
  )
}

function Cause({ refusal }: { refusal: Refusal }) {
  const set = refusal.suggestion?.set
  return (
    <div className={styles.cause}>
      <p>{adviceOf(refusal)}</p>
      {set && (
        <p className={styles.setting}>
          <code>{set}</code>
          <CopyButton text={set} what="setting" />
        </p>
      )}
    </div>
  )
}

const RefusalRow = ({ refusal }: { refusal: Refusal }) => (
  <tr>
    <td data-label="When">
      <Time at={refusal.at} />
    </td>
    <td data-label="Request" className={styles.request}>
      {refusal.method} {refusal.url}
      <span className={styles.from}>from {refusal.from}</span>
    </td>
    <td data-label="Why">{reasonWords(refusal)}</td>
    <td data-label="What to do" className={styles.advice}>
      {adviceOf(refusal)}
    </td>
  </tr>
)
