"""How the page of a document looks, on a wide screen, a narrow one, in the dark and on paper."""

from __future__ import annotations

SHEET = """
:root{--page:#fff;--ink:#1b1b1b;--quiet:#55595e;--rule:#c4c8cc;--band:#f1f3f4;--link:#1d5a99}
@media (prefers-color-scheme:dark){:root{--page:#14181d;--ink:#eceff1;--quiet:#b0b7bd;
--rule:#454c54;--band:#20262d;--link:#8cc0f5}}
*{box-sizing:border-box}
body{margin:0 auto;padding:1.5rem 1rem 3rem;max-width:50rem;background:var(--page);
color:var(--ink);font:1rem/1.5 "Source Sans 3","Fira Sans","Segoe UI",Helvetica,Arial,sans-serif;
overflow-wrap:break-word}
h1{font-size:2rem;line-height:1.2;margin:0 0 .25rem}
h2{font-size:1.5rem;line-height:1.25;margin:3rem 0 .75rem}
h3{font-size:1.2rem;line-height:1.3;margin:2rem 0 .5rem}
h4{font-size:1rem;margin:1.5rem 0 .5rem}
p{margin:.5rem 0}.under{font-size:1.25rem}.lead{font-weight:600;margin-top:1.25rem}
.note,footer{color:var(--quiet);font-size:.9rem}
a{color:var(--link)}
ul{padding-left:1.25rem}li{margin:.35rem 0}
nav ul{list-style:none;padding:0;margin:1rem 0}
dl{margin:1rem 0;border-top:1px solid var(--rule)}
dl div{display:grid;grid-template-columns:13rem 1fr;gap:.25rem 1rem;padding:.4rem 0;
border-bottom:1px solid var(--rule)}
dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}
figure{margin:1rem 0}
figure svg{display:block;width:100%;height:auto}
.along{overflow-x:auto}.along svg{min-width:34rem}
.on-narrow{display:none}
.wide{overflow-x:auto;margin:1rem 0}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
table{border-collapse:collapse;width:100%;font-size:.9rem}
caption{text-align:left;color:var(--quiet);padding-bottom:.35rem}
caption span{display:block;max-width:calc(100vw - 2rem)}tbody th{min-width:5.5rem}

th,td{text-align:left;vertical-align:top;padding:.35rem .5rem;border-bottom:1px solid var(--rule);
font-weight:400}
td{white-space:pre-line}
tfoot th,tfoot td{font-weight:600;border-top:2px solid var(--quiet)}
thead th{font-weight:600;background:var(--band);border-bottom:2px solid var(--quiet)}
.n{text-align:right;font-variant-numeric:tabular-nums}
footer{margin-top:3rem;border-top:1px solid var(--rule)}
@media (max-width:36rem){dl div{grid-template-columns:1fr}h1{font-size:1.6rem}
.on-wide{display:none}.on-narrow{display:block}}
@media print{:root{--page:#fff;--ink:#000;--quiet:#444;--rule:#999;--band:#eee;--link:#000}
@page{size:A4;margin:18mm}
body{max-width:none;padding:0;font-size:10.5pt}nav{display:none}
h1,h2,h3,h4,.lead{break-after:avoid}figure,tr,dl div{break-inside:avoid}
thead{display:table-header-group}.along,.wide{overflow:visible}.along svg{min-width:0}
.on-wide{display:block}.on-narrow{display:none}}
"""

# For a document whose pages are wider than high.
WIDE_PAGES = """
body{max-width:70rem}
@media print{@page{size:A4 landscape;margin:12mm}}
"""
