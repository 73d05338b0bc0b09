import { Button, InputNumber, Skeleton } from 'antd'
import { useEffect, useMemo, useRef, useState } from 'react'
import { beside } from '../graphql/client'
import { ON_PAGE } from '../graphql/queries'
import { useQuery } from '../graphql/useQuery'
import type { Box, PageSize, Place } from '../rest/types'

/** Widths in pixels in which the server draws a page. */
const FITTING = 1000
const LARGE = 1800

interface Marked {
  id: string
  locator: string
  quote: string | null
  boxes: string | null
}

interface Props {
  document: string
  sizes: PageSize[]
  wanted: string | null
  /** The page to begin with: that of the passage asked for. */
  start: number | null
  place: Place | undefined
  onPick: (id: string) => void
}

/** The page as the office sent it, with every passage on it framed and the one asked for filled. */
export function PageView({ document, sizes, wanted, start, place, onPick }: Props) {
  const [number, setNumber] = useState(start ?? sizes[0]?.number ?? 1)
  const [large, setLarge] = useState(false)
  const [state, setState] = useState<'coming' | 'there' | 'failed'>('coming')
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (start !== null) setNumber(start)
  }, [start, wanted])
  const src = beside(`api/documents/${encodeURIComponent(document)}/pages/${number}.png?width=${large ? LARGE : FITTING}`)
  useEffect(() => setState('coming'), [src])
  const asked = useQuery<{ passages: { nodes: Marked[] } }>(ON_PAGE, { id: document, page: number })
  const size = sizes.find((page) => page.number === number)
  const marks = useMemo(() => (asked.loading ? [] : (asked.data?.passages.nodes ?? []).map((mark) => ({ ...mark, where: boxes(mark.boxes) }))), [asked])
  const own = useMemo(
    () => (place?.kind === 'page' && place.page === number ? place.boxes : (marks.find((mark) => mark.id === wanted)?.where ?? [])),
    [place, number, marks, wanted],
  )
  useEffect(() => {
    if (state !== 'there' || own.length === 0) return
    frame.current?.querySelector('.box-wanted')?.scrollIntoView({ block: 'center', inline: 'center' })
  }, [state, own])
  if (!size) return <p className="panel faint">这份文件没有第 {number} 页。</p>
  const at = sizes.indexOf(size)
  return (
    <section className="panel page-view" aria-label="页面">
      <div className="page-bar">
        <Button size="small" disabled={at <= 0} onClick={() => setNumber(sizes[at - 1]?.number ?? number)}>
          上一页
        </Button>
        <span>
          第{' '}
          <InputNumber
            size="small"
            min={1}
            max={sizes.length}
            precision={0}
            value={number}
            controls={false}
            aria-label="页码"
            onChange={(value) => {
              if (value !== null && sizes.some((page) => page.number === value)) setNumber(value)
            }}
          />
          ／{sizes.length} 页
        </span>
        <Button size="small" disabled={at >= sizes.length - 1} onClick={() => setNumber(sizes[at + 1]?.number ?? number)}>
          下一页
        </Button>
        {size.scanned && <span className="state state-part">扫描页，文字由识别得出</span>}
        <Button size="small" className="page-large" aria-pressed={large} onClick={() => setLarge(!large)}>
          {large ? '适合宽度' : '放大'}
        </Button>
      </div>
      {state === 'failed' ? (
        <p className="panel-problem" role="alert">
          这一页的图像取不到：原件可能没有保留，请看“正文”。
        </p>
      ) : (
        <div className={large ? 'page-frame large' : 'page-frame'} ref={frame} tabIndex={large ? 0 : -1} role="group" aria-label="页面图像">
          <div className="page-sheet" style={{ aspectRatio: `${size.width} / ${size.height}` }}>
            {state === 'coming' && <Skeleton.Node active className="page-coming" />}
            <img key={src} src={src} alt={`第 ${number} 页`} onLoad={() => setState('there')} onError={() => setState('failed')} />
            <svg viewBox={`0 0 ${size.width} ${size.height}`} aria-label="片段所在位置" role="group">
              {marks
                .filter((mark) => mark.id !== wanted)
                .flatMap((mark) =>
                  mark.where.map((box, index) => (
                    <Rect key={`${mark.id} ${index}`} box={box} className="box" title={mark.quote ?? mark.locator} onClick={() => onPick(mark.id)} />
                  )),
                )}
              {own.map((box, index) => (
                <Rect key={index} box={box} className="box-wanted" title="所指片段" />
              ))}
            </svg>
          </div>
        </div>
      )}
    </section>
  )
}

function Rect({ box, className, title, onClick }: { box: Box; className: string; title: string; onClick?: () => void }) {
  const [left, top, right, bottom] = box
  const margin = 1.5
  return (
    <rect
      x={left - margin}
      y={top - margin}
      width={Math.max(right - left, 1) + 2 * margin}
      height={Math.max(bottom - top, 1) + 2 * margin}
      className={className}
      {...(onClick ? { onClick } : {})}
    >
      <title>{title}</title>
    </rect>
  )
}

/** Boxes as the graph keeps them: JSON, or nothing. */
function boxes(text: string | null): Box[] {
  if (!text) return []
  try {
    return JSON.parse(text) as Box[]
  } catch {
    return []
  }
}
