import { useRef } from 'react'
import type { KeyboardEvent } from 'react'
import type { Unit, UnitState } from '../rest/types'
import { UNIT_WORD } from '../documents/words'
import { number } from '../widgets/words'

export const STATES: UnitState[] = ['read', 'empty', 'skipped', 'unreadable']
const SIGN: Record<UnitState, string> = { read: '', empty: '', skipped: '– ', unreadable: '× ' }
/** With more than this, tiles are small. */
const MANY = 60

interface Props {
  units: Unit[]
  picked: number | null
  onPick: (index: number | null) => void
}

/** Every page, sheet and table of a file as one tile, coloured and marked by what became of it. Arrow keys move, Enter picks. */
export function UnitStrip({ units, picked, onPick }: Props) {
  const strip = useRef<HTMLOListElement>(null)
  const move = (event: KeyboardEvent) => {
    const tiles = [...(strip.current?.querySelectorAll<HTMLButtonElement>('button') ?? [])]
    const here = tiles.indexOf(event.target as HTMLButtonElement)
    const to = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: tiles.length - 1 }[event.key]
    if (to === undefined || here < 0) return
    event.preventDefault()
    tiles[to]?.focus()
  }
  return (
    <div className="units">
      <ol ref={strip} className={units.length > MANY ? 'unit-strip small' : 'unit-strip'} onKeyDown={move} aria-label={`共 ${units.length} 个部分`}>
        {units.map((unit, index) => (
          <li key={`${index} ${unit.unit}`}>
            <button
              type="button"
              className={`unit unit-${unit.status}`}
              aria-pressed={picked === index}
              tabIndex={index === (picked ?? 0) ? 0 : -1}
              title={`${unit.unit}：${UNIT_WORD[unit.status]}${unit.detail ? `，${unit.detail}` : ''}`}
              aria-label={`${unit.unit}，${UNIT_WORD[unit.status]}`}
              onClick={() => onPick(picked === index ? null : index)}
            >
              {units.length > MANY ? '' : `${SIGN[unit.status]}${short(unit.unit)}`}
            </button>
          </li>
        ))}
      </ol>
      <ul className="legend">
        {STATES.filter((state) => units.some((unit) => unit.status === state)).map((state) => (
          <li key={state}>
            <i className={`unit-${state}`} />
            {UNIT_WORD[state]} {number.format(units.filter((unit) => unit.status === state).length)}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** A page by its number alone. */
function short(name: string): string {
  return /^第(\d+)页$/.exec(name)?.[1] ?? name
}
