import { ChevronLeft, ChevronRight, Pause, Play } from 'lucide-react'
import { IconButton } from '../../ui/IconButton.tsx'
import { Select } from '../../ui/Select.tsx'
import styles from './PlayerControls.module.css'
import type { Player } from './use-player.ts'

const SPEEDS = [1, 2, 4].map((speed) => ({ value: String(speed), title: `${speed} ×` }))

export function PlayerControls({ player }: { player: Player }) {
  const { place, count, isPlaying, speed, goTo, toggle, setSpeed } = player
  return (
    <div className={styles.player}>
      <IconButton
        label="Step back"
        icon={<ChevronLeft />}
        disabled={place <= 1}
        onClick={() => goTo(place - 1)}
      />
      <IconButton
        label={isPlaying ? 'Pause' : 'Play'}
        icon={isPlaying ? <Pause /> : <Play />}
        onClick={toggle}
      />
      <IconButton
        label="Step"
        icon={<ChevronRight />}
        disabled={place >= count}
        onClick={() => goTo(place + 1)}
      />
      <span role="status">
        Step {place} of {count}
      </span>
      <Select
        aria-label="Speed"
        options={SPEEDS}
        value={String(speed)}
        onChange={({ target }) => setSpeed(Number(target.value))}
      />
    </div>
  )
}
