/**
 * The page's one style sheet: light, dark, phone and print.
 *
 * Series colours are those of Okabe and Ito (2008), darkened on white and lightened on black until text in them
 * passes 4.5 : 1;
 * every series also differs by dash or symbol.
 */
const light = `--ground:#fff;--ink:#1a1f26;--mute:#55606c;--line:#d5dbe1;--line-strong:#8b96a2;--soft:#f4f6f8;
--warmup:#e9edf1;
--series-1:#0067a3;--series-2:#b84f00;--series-3:#007a57;--link:#005a8f`;
const dark = `--ground:#13171c;--ink:#e7eaed;--mute:#a3adb8;--line:#343b44;--line-strong:#76818d;--soft:#1b2128;
--warmup:#232a32;
--series-1:#5cb8ee;--series-2:#f2a65a;--series-3:#3ccfa2;--link:#7cc6f2`;

const screen = `
*{box-sizing:border-box}
html{background:var(--ground);-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:50.5rem;padding:1.6rem 1.4rem 4rem;background:var(--ground);color:var(--ink);
font:16px/1.55 system-ui,-apple-system,"Segoe UI","Noto Sans","DejaVu Sans",sans-serif}
h1,h2,h3{line-height:1.22;text-wrap:balance;letter-spacing:-.008em}
h1{font-size:1.95rem;margin:.25rem 0 .5rem}
h2{font-size:1.35rem;margin:3rem 0 .4rem;padding-top:.9rem;border-top:2px solid var(--ink)}
h3{font-size:1.1rem;margin:0}
p{margin:.5rem 0}a{color:var(--link)}
.kicker{margin:0;color:var(--mute);font-size:.86rem}
.lede{margin:0;font-size:1.08rem;color:var(--mute)}
.cards{display:grid;grid-template-columns:repeat(4,1fr);gap:.7rem;margin:1.1rem 0;padding:0;list-style:none}
.cards li{border-top:3px solid var(--series-1);background:var(--soft);padding:.6rem .8rem .7rem}
.cards b,.cards span,.cards small{display:block}
.cards b{font-size:1.5rem;line-height:1.2;font-variant-numeric:tabular-nums}
.cards span{font-size:.9rem;line-height:1.35}.cards small{margin-top:.25rem;line-height:1.35}
.brief{margin:.6rem 0;padding-left:1.2rem}.brief li{margin:.28rem 0}.brief a{white-space:nowrap;font-size:.86rem}
small,.note,.source{color:var(--mute);font-size:.84rem}.note{margin:.35rem 0;max-width:46rem}
.source{margin:.35rem 0;font-size:.78rem}
figure{margin:2rem 0 2.6rem}figcaption{margin:0}.shows{margin:.25rem 0 .4rem;color:var(--mute);font-size:.92rem;
max-width:46rem}
.number{font-weight:600;color:var(--ink)}
.drawing svg{display:block;max-width:100%;height:auto;color:var(--ink);overflow:visible}
.drawing.narrow{display:none}
.legend{display:flex;flex-wrap:wrap;gap:.15rem 1.2rem;margin:.3rem 0;padding:0;list-style:none;font-size:.86rem}
.key{display:inline-block;width:1.5rem;height:.7rem;margin-right:.45rem;vertical-align:middle;line-height:0}
.line-1{height:0;border-top:2.5px solid var(--series-1)}.line-2{height:0;border-top:2.5px dashed var(--series-2)}
.line-3{height:0;border-top:2.5px dotted var(--series-3)}
.dot-1,.dot-2,.dot-3{width:.7rem;height:.7rem}.dot-1{border-radius:50%;background:var(--series-1)}
.dot-2{background:var(--series-2)}
.dot-3{background:var(--series-3);clip-path:polygon(50% 0,100% 100%,0 100%)}
.band{background:color-mix(in srgb,var(--series-1) 22%,transparent)}.warmup{background:var(--warmup);
outline:1px solid var(--line)}
.bands{background:linear-gradient(90deg,color-mix(in srgb,var(--series-1) 25%,transparent) 50%,
color-mix(in srgb,var(--series-2) 25%,transparent) 50%)}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;margin:.6rem 0;font-size:.87rem}
caption{text-align:left;font-weight:600;padding:.3rem 0}
th,td{text-align:left;vertical-align:top;padding:.36rem .9rem .36rem 0;border-bottom:1px solid var(--line)}
thead th{color:var(--mute);font-weight:600;vertical-align:bottom}tbody th{font-weight:600}th small{font-weight:400}
.assumptions{table-layout:fixed}.assumptions th{width:52%;font-weight:400}.assumptions th.group{width:100%;
font-weight:600;padding-top:1.1rem}.words{columns:2;column-gap:2rem}.words div{break-inside:avoid;
margin-bottom:.55rem}.words dt{margin:0}
.figures{font-variant-numeric:tabular-nums;white-space:nowrap}
details{margin:.3rem 0;font-size:.9rem}summary{cursor:pointer;color:var(--link);width:fit-content}
details table{font-size:.82rem}details+h3{margin-top:1.2rem}details .scroll{max-height:24rem;overflow:auto}
dl{margin:.6rem 0;font-size:.9rem}dt{font-weight:600;margin-top:.55rem}dd{margin:0;color:var(--mute);
overflow-wrap:anywhere}
.mono{font-family:ui-monospace,"DejaVu Sans Mono",monospace;font-size:.82rem}
pre{white-space:pre-wrap;background:var(--soft);padding:.7rem .9rem;overflow-x:auto;font-size:.84rem}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.unseen,.skip:not(:focus){position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);
white-space:nowrap}
.plot{display:block}.plot text{white-space:pre}`;

const phone = `
@media screen and (max-width:640px){body{padding:1rem 1.1rem 3rem}h1{font-size:1.5rem}h2{font-size:1.22rem}
.words{columns:1}.cards{grid-template-columns:1fr 1fr}.cards b{font-size:1.25rem}
.drawing.wide{display:none}.drawing.narrow{display:block}
.stack thead{display:none}.stack tr{display:block;padding:.5rem 0;border-bottom:1px solid var(--line)}
.stack th,.stack td{display:block;border:0;padding:.08rem 0}
.stack td::before{content:attr(data-label) ": ";color:var(--mute)}}`;

const print = `
@page{size:A4;margin:15mm 14mm}
@media print{:root{${light}}html{font-size:9.6pt}body{max-width:none;padding:0;font-size:9.6pt;line-height:1.42}
h1{font-size:17pt}h2{font-size:13pt;margin-top:1.2rem;break-after:avoid}h3{font-size:11pt;break-after:avoid}.lede{font-size:10.5pt}
#summary{break-after:page}.cards b{font-size:14pt}.brief li{margin:.15rem 0}
section>h2+p{break-after:avoid;break-inside:avoid}figure{margin:1rem 0 1.4rem;break-inside:avoid}pre{break-inside:avoid}figcaption,.legend{break-after:avoid;break-inside:avoid}
.drawing svg{break-inside:avoid}.drawing{break-after:avoid}.note,.source{break-inside:avoid}tr{break-inside:avoid}
details,.skip{display:none}.drawing svg{width:auto;max-width:86%;max-height:60mm}.drawing.wide:has(svg+svg){display:none}
.drawing.narrow:has(svg+svg){display:grid;grid-template-columns:1fr 1fr;gap:.4rem 1.2rem}.drawing.narrow:has(svg:nth-child(3)){grid-template-columns:1fr 1fr 1fr;gap:.4rem .5rem}
.drawing.narrow svg{max-width:100%}.assumptions td,.assumptions th{padding:.16rem .6rem .16rem 0}
table{font-size:8.6pt}
section>h2:first-child{break-after:avoid}.cards li,.warmup,.band,.bands,.key{-webkit-print-color-adjust:exact;
print-color-adjust:exact}.files{display:none}pre{break-before:avoid}}`;

const schemes = `:root{color-scheme:light dark;${light}}@media (prefers-color-scheme:dark){:root{${dark}}}`;

export const style = (schemes + screen + phone + print).replaceAll("\n", "");
