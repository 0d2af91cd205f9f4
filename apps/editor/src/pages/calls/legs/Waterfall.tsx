import { useEffect, useState } from 'react'
import type { CallDetail } from '../../../api/types.ts'
import { type Lane, type Mark, type Span, waterfallOf } from './lanes.ts'
import { ticksOf, tickWords } from './ticks.ts'
import styles from './Waterfall.module.css'

const MARKS: Record<Mark['kind'], { sign: string; words: string }> = {
  ring: { sign: '○', words: 'rings' },
  answer: { sign: '▲', words: 'answers' },
  hang_up: { sign: '✕', words: 'hangs up' },
}
const SPANS: Record<Span['kind'], string> = {
  line: 'on the line',
  dialling: 'being reached',
  ringing: 'ringing',
  talking: 'talking',
}

interface WaterfallProps {
  call: CallDetail
  onShowNode: (nodeId: string) => void
}

/** Who was on the phone when, to scale: a lane for the caller and one for each phone that was dialled. */
export function Waterfall({ call, onShowNode }: WaterfallProps) {
  const now = useNow(call.endedAt === null)
  const { lanes, lengthMs } = waterfallOf(call, now)
  return (
    <section className={styles.waterfall} aria-label="Legs">
      <div className={styles.axis} aria-hidden="true">
        {ticksOf(lengthMs).map((tick) => (
          <span key={tick} style={{ left: percent(tick, lengthMs) }}>
            {tickWords(tick)}
          </span>
        ))}
      </div>
      <ol>
        {lanes.map((lane) => (
          <li key={lane.id} className={styles.lane}>
            <span className={styles.leg}>{lane.leg}</span>
            <LaneName lane={lane} onShowNode={onShowNode} />
            <Bars lane={lane} lengthMs={lengthMs} />
            <span className={styles.words}>{lane.words}</span>
          </li>
        ))}
      </ol>
      <p className={styles.legend} aria-hidden="true">
        {Object.values(MARKS).map(({ sign, words }) => (
          <span key={words}>
            {sign} {words}
          </span>
        ))}
        {(['ringing', 'talking'] as const).map((kind) => (
          <span key={kind}>
            <i data-kind={kind} /> {SPANS[kind]}
          </span>
        ))}
      </p>
    </section>
  )
}

function LaneName({
  lane: { leg, who, nodeId },
  onShowNode,
}: { lane: Lane } & Pick<WaterfallProps, 'onShowNode'>) {
  if (nodeId === null) return <span className={styles.who}>{leg === 'A' ? `${who} (caller)` : who}</span>
  return (
    <button
      type="button"
      className={styles.who}
      title="Show the step that dialled"
      onClick={() => onShowNode(nodeId)}
    >
      {who}
    </button>
  )
}

const Bars = ({ lane: { spans, marks }, lengthMs }: { lane: Lane; lengthMs: number }) => (
  <span className={styles.bars} aria-hidden="true">
    {spans.map(({ kind, from, to }) => (
      <span
        key={`${kind} ${from}`}
        data-kind={kind}
        className={styles.span}
        title={SPANS[kind]}
        style={{ left: percent(from, lengthMs), width: percent(to - from, lengthMs) }}
      />
    ))}
    {marks.map(({ kind, at }) => (
      <span
        key={kind}
        className={styles.mark}
        data-kind={kind}
        title={MARKS[kind].words}
        style={{ left: percent(at, lengthMs) }}
      >
        {MARKS[kind].sign}
      </span>
    ))}
  </span>
)

const percent = (part: number, whole: number): string => `${(100 * Math.max(0, part)) / whole}%`

/** The time, once a second while something goes on. */
function useNow(goesOn: boolean): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (!goesOn) return
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [goesOn])
  return now
}
