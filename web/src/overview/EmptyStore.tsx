import { Typography } from 'antd'
import { Link } from 'react-router'

/** An empty graph is not an error: say what to do. */
export function EmptyStore() {
  return (
    <section className="panel empty-store" aria-label="还没有数据">
      <h2>图谱里还没有数据</h2>
      <p>载入清单或文件后，这里会显示机构、权责、发现与它们的依据。</p>
      <dl>
        <div>
          <dt>上传文件</dt>
          <dd>
            <Link to="/documents">到“文件”页选择或拖入文件</Link>
            <span>通知、清单、名册均可，一次可传多份。</span>
          </dd>
        </div>
        <div>
          <dt>看示例</dt>
          <dd>
            <Typography.Text code copyable>
              tiaokuai demo
            </Typography.Text>
            <span>载入示例区（闵行区及红花街道）的清单、文件与合成案件。</span>
          </dd>
        </div>
        <div>
          <dt>用命令载入</dt>
          <dd>
            <Typography.Text code copyable>
              tiaokuai ingest 权责清单.xlsx 履职事项清单.docx
            </Typography.Text>
            <span>清单种类与列由表头识别；先加 --dry-run 可只看识别结果。</span>
          </dd>
        </div>
      </dl>
    </section>
  )
}
