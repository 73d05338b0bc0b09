export interface Example {
  title: string
  query: string
}

/** Queries to start from; each runs as it stands. */
export const EXAMPLES: Example[] = [
  {
    title: '成立的发现与原文依据',
    query: `# 成立的发现，按严重程度；每条带原文依据
query FindingsThatHold {
  findings(status: [yes], first: 10) {
    totalCount
    nodes {
      code
      title
      summary
      severity
      subject { name label }
      area { name }
      evidence { document { name } locator quote }
    }
  }
}
`,
  },
  {
    title: '尚不能判断的发现，还缺什么清单',
    query: `# 没有载入的清单不等于没有权力：未知的发现与所缺的清单
query UnknownFindings {
  findings(status: [unknown], first: 20) {
    totalCount
    nodes { code title subject { name } area { name } missing }
  }
}
`,
  },
  {
    title: '各类发现的数目',
    query: `# 每类发现：成立、不成立、未知各多少，所问为何、依据与建议
query FindingKinds {
  findingSummary { code title yes no unknown }
  findingKinds { code titleZh question legalHook remedy }
}
`,
  },
  {
    title: '权力事项：谁持有、依据哪一条',
    query: `# 权力事项 → 配置 → 行使主体，以及实施依据
query PowerItems {
  powerItems(first: 5) {
    totalCount
    nodes {
      name
      code
      powerType
      basedOn(first: 3) { node { name } }
      grants(first: 5) {
        node {
          mode
          aspect
          status
          heldBy(first: 3) { node { name } }
          inArea(first: 3) { node { name } }
        }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}
`,
  },
  {
    title: '下沉队伍由谁管理（各个方面）',
    query: `# 人事、日常、业务、经费、考核各由谁管
query Management {
  organs(first: 10, filter: {kind: {eq: enforcement_team}}) {
    totalCount
    nodes {
      name
      certificates
      managedBy(first: 5) { facet node { name } }
    }
  }
}
`,
  },
  {
    title: '条块权责矩阵',
    query: `# 行为条线，列为街镇
query ResponsibilityMatrix {
  responsibilityMatrix {
    rows { id name }
    columns { id name }
    cells { row column duties powers status }
  }
}
`,
  },
  {
    title: '重复执法热点',
    query: `# 同一相对人、同一事项、同一网格，由两个以上单位处理
query Hotspots {
  hotspots(first: 10) {
    matter { name }
    grid { name }
    area { name }
    pairs
    parties
    departments
    artTwentyNine
  }
}
`,
  },
  {
    title: '无人行使的权力与清单覆盖',
    query: `# 没有人持有、或有人持有而没有人使用的权力事项，以及已载入的清单
query UnassignedPowers {
  unassignedPowers(first: 20) { item { name code } domain kind used demand lastHolder }
  coverage { area { name } domain listLevel complete validFrom document { name } }
}
`,
  },
]
