import { DifferencesView } from '../report/DifferencesView'
import type { Differences, Version } from '../rest/types'
import { useRest } from '../rest/useRest'
import { Panel } from '../widgets/Panel'

/** 版本与差异: what came before this document, and what changed. */
export function VersionsTab({ id }: { id: string }) {
  const path = `api/documents/${encodeURIComponent(id)}`
  const asked = useRest<{ versions: Version[] } | Version[]>(`${path}/versions`)
  return (
    <Panel title="版本" note="新版载入时，旧版的内容从图谱撤下；两版主张的差异保留。" asked={asked}>
      {(data) => {
        const versions = Array.isArray(data) ? data : data.versions
        return (
          <>
            <ol className="versions">
              {versions.map((version) => (
                <li key={version.id} aria-current={version.id === id ? 'true' : undefined}>
                  <b className="breaking">{version.name}</b>
                  <span className="faint">
                    {version.ingested_on && `${version.ingested_on} 载入`}
                    {version.replaced_on ? `，${version.replaced_on} 被替换` : version.id === id ? '，当前版本' : ''}
                  </span>
                </li>
              ))}
            </ol>
            {versions.length > 1 ? <Difference path={`${path}/differences`} /> : <p className="faint">只有这一个版本。</p>}
          </>
        )
      }}
    </Panel>
  )
}

function Difference({ path }: { path: string }) {
  const asked = useRest<Differences>(path)
  if (asked.problem) return <p className="faint">{asked.problem.message}</p>
  if (!asked.data) return <p className="faint">正在比较 …</p>
  return <DifferencesView differences={asked.data} />
}
