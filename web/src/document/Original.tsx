import { Segmented } from 'antd'
import { useMemo } from 'react'
import { CITED } from '../graphql/queries'
import { useQuery } from '../graphql/useQuery'
import type { PageSize, Place } from '../rest/types'
import { useRest } from '../rest/useRest'
import { CellWindow } from './CellWindow'
import { ClaimsBeside } from './ClaimsBeside'
import type { Passage } from './cut'
import type { FoundDocument } from './DocumentPage'
import { PageView } from './PageView'
import { Rows } from './Rows'
import { TextView } from './TextView'

type View = 'page' | 'text' | 'rows'
const VIEW_WORD: Record<View, string> = { page: '页面', text: '正文', rows: '表格行' }

interface Props {
  found: FoundDocument
  /** Whether the file itself was kept; undefined while not known. */
  original: boolean | undefined
  wanted: string | null
  view: string | null
  onChange: (wish: Record<string, string | null>) => void
}

/** The original as page, text or rows, with its claims beside; a passage that is asked for is shown exactly where it stands. */
export function Original({ found, original, wanted, view, onChange }: Props) {
  const pages = useRest<{ pages: PageSize[] }>(original ? `api/documents/${encodeURIComponent(found.id)}/pages` : undefined)
  const asks = useQuery<{ passages: { nodes: Passage[] } }>(wanted ? CITED : undefined, { cited: wanted ? [wanted] : [] })
  const cited = useMemo(() => asks.data?.passages.nodes.filter((one) => one.id === wanted) ?? [], [asks.data, wanted])
  const [passage] = cited
  // words of a text stand where their offsets say; a page or a sheet is asked for its place
  const placed = original && passage && (passage.page !== null || passage.kind === 'row')
  const place = useRest<Place>(placed ? `api/passages/${encodeURIComponent(passage.id)}/place` : undefined)
  // an answer about the passage before is none
  const here = placed && !place.loading ? place.data : undefined
  const sizes = pages.data?.pages ?? []
  const hasRows = found.passages.nodes.some((one) => one.kind === 'row') || !found.text
  const views: View[] = [...(sizes.length > 0 ? (['page'] as const) : []), ...(found.text ? (['text'] as const) : []), ...(hasRows ? (['rows'] as const) : [])]
  const fitting: View | undefined = here?.kind === 'page' ? 'page' : passage?.kind === 'row' ? 'rows' : undefined
  const asked = views.find((one) => one === view)
  // until it is known whether there are pages, nothing is shown that would jump away
  const known = (asked: { data: unknown; problem: unknown }) => asked.data !== undefined || asked.problem !== undefined
  const settled = original !== undefined && (!original || known(pages)) && (!wanted || known(asks)) && (!placed || known(place))
  const shown = asked ?? views.find((one) => one === fitting) ?? (found.text ? 'text' : 'rows')
  const number = here?.kind === 'page' ? here.page : (passage?.page ?? null)
  const pick = useMemo(() => (id: string | null) => onChange({ passage: id }), [onChange])
  return (
    <div className="original">
      <div className="original-main">
        {views.length > 1 && (
          <Segmented<View>
            value={shown}
            onChange={(one) => onChange({ view: one })}
            aria-label="看原件的方式"
            options={views.map((value) => ({ value, label: VIEW_WORD[value] }))}
          />
        )}
        {!settled && <section className="panel original-waiting" aria-busy="true" aria-label="原文" />}
        {settled && shown === 'page' && <PageView document={found.id} sizes={sizes} wanted={wanted} start={number} place={here} onPick={pick} />}
        {settled && shown === 'text' && <TextView found={found} cited={cited} wanted={wanted} onPick={pick} />}
        {settled && shown === 'rows' && (
          <>
            {here?.kind === 'cells' && <CellWindow place={here} />}
            <Rows id={found.id} first={found.passages} cited={here?.kind === 'cells' ? [] : cited} wanted={wanted} onPick={pick} />
          </>
        )}
      </div>
      <ClaimsBeside document={found.id} wanted={wanted} onPick={pick} />
    </div>
  )
}
