import { useEffect, useRef } from 'react'
import type { Place } from '../rest/types'

/** The rows of a sheet around a passage, the row itself highlighted. */
export function CellWindow({ place }: { place: Extract<Place, { kind: 'cells' }> }) {
  const window = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const box = window.current
    const row = box?.querySelector<HTMLElement>('tr.wanted')
    if (box && row) box.scrollTop = row.offsetTop - box.clientHeight / 2
  }, [place])
  return (
    <section className="panel" aria-label="单元格">
      <p className="panel-note cells-where">
        {place.sheet} · {place.range}
      </p>
      <div className="cells" ref={window} tabIndex={0} role="group" aria-label={`${place.sheet} 中的几行`}>
        <table>
          <thead>
            <tr>
              <th scope="col" className="row-number">
                行
              </th>
              {place.header.map((title, index) => (
                <th scope="col" key={index}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {place.rows.map((row) => (
              <tr key={row.number} className={row.highlight ? 'wanted' : undefined} aria-current={row.highlight ? 'true' : undefined}>
                <th scope="row" className="row-number">
                  {row.number}
                </th>
                {row.cells.map((cell, index) => (
                  <td key={index}>{shown(cell)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function shown(cell: string | number | boolean | null): string {
  if (cell === null) return ''
  if (typeof cell === 'boolean') return cell ? '是' : '否'
  return String(cell)
}
