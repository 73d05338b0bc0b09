import { Link } from 'react-router'
import { COVERAGE } from '../graphql/queries'
import type { CoverageRow, Ref } from '../graphql/types'
import { useQuery } from '../graphql/useQuery'
import { Panel } from '../widgets/Panel'
import { LIST_WORD } from '../widgets/words'

interface Props {
  variables: { area: string | null; asOf: string | null }
}

/** 清单覆盖: which lists were loaded, whole or in part, and which are missing. */
export function CoveragePanel({ variables }: Props) {
  const asked = useQuery<{ coverage: CoverageRow[] }>(COVERAGE, variables)
  return (
    <Panel
      title="清单覆盖"
      note="没有载入的清单不等于没有权力：下列未载入或不完整之处，相应的缺项一律判为“未知”。"
      asked={asked}
    >
      {(data) => <Lists rows={data.coverage} />}
    </Panel>
  )
}

function Lists({ rows }: { rows: CoverageRow[] }) {
  const kinds = [...new Set([...Object.keys(LIST_WORD), ...rows.flatMap((row) => row.listLevel ?? [])])]
  return (
    <div className="coverage-scroll">
      <table className="coverage">
        <thead>
          <tr>
            <th scope="col">清单</th>
            <th scope="col">情况</th>
            <th scope="col">地域</th>
            <th scope="col">领域</th>
            <th scope="col">起算</th>
            <th scope="col">来源</th>
          </tr>
        </thead>
        <tbody>
          {kinds.map((kind) => (
            <Kind key={kind} word={LIST_WORD[kind] ?? kind} rows={rows.filter((row) => row.listLevel === kind)} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Kind({ word, rows }: { word: string; rows: CoverageRow[] }) {
  if (rows.length === 0) {
    return (
      <tr className="not-loaded">
        <th scope="row">{word}</th>
        <td>
          <span className="state state-none">未载入</span>
        </td>
        <td colSpan={4}>—</td>
      </tr>
    )
  }
  const whole = rows.filter((row) => row.complete)
  const state = whole.length === rows.length ? 'whole' : whole.length > 0 ? 'mixed' : 'part'
  const documents = new Map(rows.flatMap((row) => (row.document ? [[row.document.id, row.document] as [string, Ref]] : [])))
  const dates = [...new Set(rows.map((row) => row.validFrom).filter((day): day is string => day !== null))].sort()
  return (
    <tr>
      <th scope="row">{word}</th>
      <td>
        <span className={`state state-${state}`}>{{ whole: '完整', mixed: '部分完整', part: '不完整' }[state]}</span>
      </td>
      <td>{some([...new Set(rows.map((row) => row.area?.name ?? '未注明'))], 2)}</td>
      <td>
        {some(domains(state === 'mixed' ? whole : rows), 8)}
        {state === 'mixed' && <span className="missing">不完整：{some(domains(rows.filter((row) => !row.complete)), 8)}</span>}
      </td>
      <td>{dates[0] ?? '—'}</td>
      <td>
        {[...documents.values()].map((document) => (
          <Link key={document.id} to={`/documents/${encodeURIComponent(document.id)}`}>
            {document.name}
          </Link>
        ))}
      </td>
    </tr>
  )
}

function domains(rows: CoverageRow[]): string[] {
  return [...new Set(rows.map((row) => (row.domain === '*' ? '全部领域' : (row.domain ?? '未注明'))))]
}

function some(names: string[], most: number): string {
  return names.length > most ? `${names.slice(0, most).join('、')} 等 ${names.length} 个` : names.join('、')
}
