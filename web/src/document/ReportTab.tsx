import { ReportView } from '../report/ReportView'
import type { Report } from '../rest/types'
import { useRest } from '../rest/useRest'
import { Panel } from '../widgets/Panel'

/** 读入报告 of a document of the graph. */
export function ReportTab({ id }: { id: string }) {
  const asked = useRest<Report>(`api/documents/${encodeURIComponent(id)}/report`)
  return (
    <Panel title="读入报告" note="每页、每张表读到什么程度；没有载入的行写明位置、原因与办法。" asked={asked}>
      {(report) => <ReportView report={report} />}
    </Panel>
  )
}
