/** What a claim's page needs beyond the page kit's style: the verdict, three cards, footnotes, the index. */
import { style } from "../page/style.ts";

const more = `
.cards.three{grid-template-columns:repeat(3,1fr)}
.verdict{display:flex;flex-wrap:wrap;align-items:baseline;gap:.2rem .9rem;margin:.7rem 0;padding:.5rem .8rem;background:var(--soft);
border-left:6px solid var(--line-strong)}.verdict b{font-size:1.15rem}.verdict span{color:var(--mute)}
.verdict.supported{border-left-color:var(--series-3)}.verdict.conditional{border-left-color:var(--series-1)}
.verdict.contradicted{border-left-color:var(--series-2);border-left-style:double}.verdict.unsupported{border-left-style:dashed}
.findings td,.findings th{padding-right:.7rem}.findings th:first-child{width:24%}.findings th:nth-child(2){width:27%}.findings th:nth-child(3){width:19%}.findings sup{white-space:nowrap}.block{display:block}
.assumed th:first-child{width:40%}.assumed th:nth-child(2){width:13%}.assumed th:nth-child(3){width:13%}.validation tbody th{font-weight:400}.validation th.group{font-weight:600;padding-top:1rem}
.downgrades{font-size:.87rem;padding-left:1.4rem;color:var(--mute)}.downgrades li{margin:.2rem 0}.downgrades b{color:var(--ink)}
.claims{list-style:none;padding:0;margin:1.2rem 0}.claims li{border-top:1px solid var(--line);padding:.9rem 0}
.claims h3{margin:.15rem 0}.claims p{margin:.25rem 0}.claims .verdict{margin:.45rem 0}
@media screen and (max-width:640px){.cards.three{grid-template-columns:1fr}.findings th:nth-child(n),.assumed th:nth-child(n){width:auto}.validation tbody th{font-weight:600}.validation.stack td{display:inline-block;margin-right:1rem}}
@media print{.cards.three{grid-template-columns:repeat(3,1fr)}.verdict{-webkit-print-color-adjust:exact;print-color-adjust:exact}
#summary{font-size:9.2pt}#summary .note,#summary small,.note,.source{font-size:8.2pt}#summary .cards span{font-size:8.8pt}#summary .cards{margin:.5rem 0}#summary .cards li{padding:.35rem .6rem}.scroll{overflow:visible}
.findings{font-size:8pt}tr:has(.group){break-after:avoid}}`;

export const claimStyle = style + more.replaceAll("\n", "");
