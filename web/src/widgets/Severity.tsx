import { Tooltip } from 'antd'
import type { SeverityParts } from '../graphql/types'

const PARTS: { key: keyof SeverityParts; word: string; weight: number; colour: string }[] = [
  { key: 'legal', word: '法律风险', weight: 35, colour: '#8c2f3a' },
  { key: 'volume', word: '案件数量', weight: 30, colour: '#c77b30' },
  { key: 'duration', word: '持续时间', weight: 20, colour: '#3f6f9f' },
  { key: 'outlier', word: '与同类相比', weight: 15, colour: '#6f7f93' },
]

interface Props {
  value: number | null
  parts: SeverityParts | null
  /** With the four parts written out beside the bar instead of in a tooltip. */
  full?: boolean
}

/** Severity 0–100 as a bar of its four weighted parts; a part without data is left out and said so. */
export function Severity({ value, parts, full = false }: Props) {
  if (value === null) return <span className="faint">待数据</span>
  const known = PARTS.filter((part) => parts?.[part.key] != null)
  const weights = known.reduce((sum, part) => sum + part.weight, 0)
  const legend = (
    <dl className="severity-parts">
      {PARTS.map((part) => {
        const share = parts?.[part.key]
        return (
          <div key={part.key}>
            <dt>
              <i style={{ background: part.colour }} />
              {part.word}
              <small>（权重 {part.weight}%）</small>
            </dt>
            <dd>{share == null ? '待数据' : Math.round(share * 100)}</dd>
          </div>
        )
      })}
    </dl>
  )
  const bar = (
    <span className="severity" role="img" aria-label={`严重程度 ${Math.round(value)}，满分 100`}>
      <b>{Math.round(value)}</b>
      <span className="severity-track">
        {known.map((part) => (
          <i
            key={part.key}
            style={{ background: part.colour, width: `${(100 * (parts?.[part.key] ?? 0) * part.weight) / (weights || 1)}%` }}
          />
        ))}
        {known.length === 0 && <i style={{ background: '#3f6f9f', width: `${value}%` }} />}
      </span>
    </span>
  )
  if (full) {
    return (
      <div className="severity-full">
        {bar}
        {legend}
      </div>
    )
  }
  return (
    <Tooltip title={legend} color="#fff" classNames={{ root: 'severity-tip' }}>
      {bar}
    </Tooltip>
  )
}
