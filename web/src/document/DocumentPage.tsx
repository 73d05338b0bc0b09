import { Alert, Result, Tabs } from 'antd'
import { useCallback } from 'react'
import { Link, useNavigate, useParams, useSearchParams } from 'react-router'
import { Retract } from '../documents/Retract'
import { KIND_WORD, OWN_KINDS } from '../documents/words'
import { beside } from '../graphql/client'
import { DOCUMENT } from '../graphql/queries'
import type { PageInfo } from '../graphql/types'
import { useQuery } from '../graphql/useQuery'
import { withParameters } from '../rest/client'
import type { Version } from '../rest/types'
import { useRest } from '../rest/useRest'
import { useWaiting } from '../shell/waiting'
import { Waiting } from '../widgets/Waiting'
import { AUTHORITY_WORD, number } from '../widgets/words'
import type { Passage } from './cut'
import { Original } from './Original'
import { ReportTab } from './ReportTab'
import { VersionsTab } from './VersionsTab'

export interface FoundDocument {
  id: string
  name: string
  format: string | null
  kind: string | null
  authority: string | null
  scope: string | null
  issuedOn: string | null
  ingestedOn: string | null
  synthetic: boolean | null
  text: string | null
  passages: { totalCount: number; nodes: Passage[]; pageInfo: PageInfo }
}

interface Answer {
  document: FoundDocument | null
}

/** A source document: what it says and where, how it was read, how it differs from the version before. */
export function DocumentPage() {
  const { id = '' } = useParams()
  const [search, setSearch] = useSearchParams()
  const wanted = search.get('passage')
  const asked = useQuery<Answer>(DOCUMENT, { id })
  const versions = useRest<Version[]>(`api/documents/${encodeURIComponent(id)}/versions`)
  const waits = useRest<{ total: number }>(withParameters('api/review/claims', { document: id, first: 1 })).data?.total
  const navigate = useNavigate()
  const { refresh } = useWaiting()
  const change = useCallback(
    (wish: Record<string, string | null>) =>
      setSearch((before) => {
        const next = new URLSearchParams(before)
        for (const [name, value] of Object.entries(wish)) {
          if (value) next.set(name, value)
          else next.delete(name)
        }
        return next
      }),
    [setSearch],
  )
  if (asked.problem) return <Result status="warning" title="打不开这份文件" subTitle={asked.problem.message} />
  if (!asked.data) return <Waiting />
  const found = asked.data.document
  if (!found) return <Result status="404" title="没有这份文件" subTitle="它可能已被撤回，或被新版替换。" extra={<Link to="/documents">看全部文件</Link>} />
  const tab = search.get('tab') ?? 'original'
  const original = versions.problem ? false : versions.data?.some((version) => version.id === found.id && version.has_original)
  return (
    <div className="document">
      <section className="panel document-head" aria-label="文件信息">
        <div className="document-title">
          <h1>{found.name}</h1>
          <div className="acts">
            {original && (
              <a href={beside(`api/documents/${encodeURIComponent(found.id)}/original`)} download={found.name.split('/').at(-1)}>
                下载原件
              </a>
            )}
            {waits !== undefined && waits > 0 && (
              <Link to={`/review?document=${encodeURIComponent(found.id)}`}>待审主张 {number.format(waits)} 条</Link>
            )}
            {!OWN_KINDS.has(found.kind ?? '') && (
              <Retract
                document={found}
                onDone={(done) => {
                  refresh()
                  void navigate('/documents', { state: { said: `已撤回“${found.name}”。${done.message}` } })
                }}
              >
                撤回
              </Retract>
            )}
          </div>
        </div>
        {found.synthetic && <Alert type="warning" showIcon title="合成数据：为演示而生成，不反映真实情况。" />}
        <dl className="document-facts">
          <Head word="种类" value={found.kind && (KIND_WORD[found.kind] ?? found.kind)} />
          <Head word="效力" value={found.authority && (AUTHORITY_WORD[found.authority] ?? found.authority)} />
          <Head word="所属地域" value={found.scope} />
          <Head word="成文日期" value={found.issuedOn} />
          <Head word="载入日期" value={found.ingestedOn} />
          <Head word="格式" value={found.format} />
          <Head word="片段" value={`${number.format(found.passages.totalCount)} 处`} />
        </dl>
      </section>
      <Tabs
        activeKey={tab}
        destroyOnHidden
        onChange={(key) => change({ tab: key === 'original' ? null : key })}
        items={[
          {
            key: 'original',
            label: '原文与主张',
            children: <Original found={found} original={original} wanted={wanted} view={search.get('view')} onChange={change} />,
          },
          { key: 'report', label: '读入报告', children: <ReportTab id={found.id} /> },
          { key: 'versions', label: '版本与差异', children: <VersionsTab id={found.id} /> },
        ]}
      />
    </div>
  )
}

function Head({ word, value }: { word: string; value: string | null | undefined }) {
  if (!value) return null
  return (
    <div>
      <dt>{word}</dt>
      <dd>{value}</dd>
    </div>
  )
}
